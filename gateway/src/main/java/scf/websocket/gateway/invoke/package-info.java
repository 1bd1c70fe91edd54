/** Calling the functions: one port, one invoker a kind of target, the events that go out and the answers that come back. */
@NullMarked
package scf.websocket.gateway.invoke;

import org.jspecify.annotations.NullMarked;
