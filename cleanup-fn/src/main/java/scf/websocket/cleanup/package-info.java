/** The cleanup function, and the sweep that a timer starts. */
@NullMarked
package scf.websocket.cleanup;

import org.jspecify.annotations.NullMarked;
