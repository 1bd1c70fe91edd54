/** HTTP for both listeners: decoding, timeouts, limits, and responses with {@code errNo} and {@code errMsg}. */
@NullMarked
package scf.websocket.gateway.http;

import org.jspecify.annotations.NullMarked;
