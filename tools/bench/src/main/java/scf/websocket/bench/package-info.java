/** Programs that measure what one idle WebSocket connection costs a server in memory. */
@NullMarked
package scf.websocket.bench;

import org.jspecify.annotations.NullMarked;
