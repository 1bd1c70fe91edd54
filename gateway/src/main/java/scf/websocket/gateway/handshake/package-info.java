/** From the socket of a client to its 101: the public listener, who may come in, the question to register. */
@NullMarked
package scf.websocket.gateway.handshake;

import org.jspecify.annotations.NullMarked;
