/** What siege, storm and channels share. */
@NullMarked
package scf.websocket.soak;

import org.jspecify.annotations.NullMarked;
