/** Every end of a connection reaches its cleanup function: attempts, bounds, and the records that say what is left to be done. */
@NullMarked
package scf.websocket.gateway.cleanup;

import org.jspecify.annotations.NullMarked;
