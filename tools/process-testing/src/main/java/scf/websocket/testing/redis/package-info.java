/** Servers of an installed Redis, for tests that need version 7. */
@NullMarked
package scf.websocket.testing.redis;

import org.jspecify.annotations.NullMarked;
