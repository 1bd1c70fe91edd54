/** Attacks on a real gateway process while honest clients talk, and the conditions that must hold during and after them. */
@NullMarked
package scf.websocket.soak.siege;

import org.jspecify.annotations.NullMarked;
