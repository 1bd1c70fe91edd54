/** A random storm against a real gateway process, and what has to hold while it blows and after it. */
@NullMarked
package scf.websocket.soak.storm;

import org.jspecify.annotations.NullMarked;
