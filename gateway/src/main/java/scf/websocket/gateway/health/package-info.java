/** Liveness and readiness of a gateway. */
@NullMarked
package scf.websocket.gateway.health;

import org.jspecify.annotations.NullMarked;
