/** What whoever operates a gateway asks of it. */
@NullMarked
package scf.websocket.gateway.operation;

import org.jspecify.annotations.NullMarked;
