/** A record of the open connections on disk, so that they are cleaned up even after a crash. */
@NullMarked
package scf.websocket.gateway.journal;

import org.jspecify.annotations.NullMarked;
