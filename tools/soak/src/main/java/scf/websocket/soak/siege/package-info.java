/** Attacks on a real gateway process while honest clients talk, and what has to hold meanwhile and after it. */
@NullMarked
package scf.websocket.soak.siege;

import org.jspecify.annotations.NullMarked;
