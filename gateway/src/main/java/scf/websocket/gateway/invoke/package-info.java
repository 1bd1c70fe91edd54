/** Invokes functions: an invoker for each kind of target, the limits on invocations, the events, and the answers. */
@NullMarked
package scf.websocket.gateway.invoke;

import org.jspecify.annotations.NullMarked;
