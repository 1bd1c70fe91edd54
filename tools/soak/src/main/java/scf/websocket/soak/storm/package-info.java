/** A random storm against a real gateway process, and the conditions that must hold during and after it. */
@NullMarked
package scf.websocket.soak.storm;

import org.jspecify.annotations.NullMarked;
