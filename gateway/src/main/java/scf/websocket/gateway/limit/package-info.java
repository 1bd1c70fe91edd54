/** Limits on clients, each and together: connections, handshakes, messages, bytes. */
@NullMarked
package scf.websocket.gateway.limit;

import org.jspecify.annotations.NullMarked;
