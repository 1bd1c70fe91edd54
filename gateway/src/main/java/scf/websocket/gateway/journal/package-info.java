/** Which connections are open, on disk, so that a crash still ends in their cleanup. */
@NullMarked
package scf.websocket.gateway.journal;

import org.jspecify.annotations.NullMarked;
