/** Whether a gateway lives, and whether it is ready for clients. */
@NullMarked
package scf.websocket.gateway.health;

import org.jspecify.annotations.NullMarked;
