/** Dead letters: connections whose cleanup was given up, kept within limits for operators to inspect and replay. */
@NullMarked
package scf.websocket.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
