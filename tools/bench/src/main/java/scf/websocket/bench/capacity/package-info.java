/** What one operation costs the gateway, the functions, the database and Redis: the figures of the capacity model. */
@NullMarked
package scf.websocket.bench.capacity;

import org.jspecify.annotations.NullMarked;
