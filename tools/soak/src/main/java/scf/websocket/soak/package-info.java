/** What siege and storm share. */
@NullMarked
package scf.websocket.soak;

import org.jspecify.annotations.NullMarked;
