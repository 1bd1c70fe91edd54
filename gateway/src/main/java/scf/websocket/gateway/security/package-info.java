/** Who may connect, who a client is behind a proxy, what of its handshake is handed on, and TLS. */
@NullMarked
package scf.websocket.gateway.security;

import org.jspecify.annotations.NullMarked;
