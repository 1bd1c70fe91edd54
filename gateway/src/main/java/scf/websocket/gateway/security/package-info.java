/** Origins, client addresses behind proxies, handshake data for register, secrets, and TLS. */
@NullMarked
package scf.websocket.gateway.security;

import org.jspecify.annotations.NullMarked;
