/** What clients may not exceed together and each: connections, handshakes, messages, bytes. */
@NullMarked
package scf.websocket.gateway.limit;

import org.jspecify.annotations.NullMarked;
