/** The command {@code scfws}: looks at a gateway and steers it from a terminal. */
@NullMarked
package scf.websocket.scfws;

import org.jspecify.annotations.NullMarked;
