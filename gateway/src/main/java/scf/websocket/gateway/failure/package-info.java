/** How a failure is told to people: in one line that names its cause. */
@NullMarked
package scf.websocket.gateway.failure;

import org.jspecify.annotations.NullMarked;
