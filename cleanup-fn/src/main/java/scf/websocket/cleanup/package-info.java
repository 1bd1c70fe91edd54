/** The cleanup function, and the sweep, which a timer triggers. */
@NullMarked
package scf.websocket.cleanup;

import org.jspecify.annotations.NullMarked;
