/** From a client's socket to its 101 response: the public listener, admission, and the invocation of register. */
@NullMarked
package scf.websocket.gateway.handshake;

import org.jspecify.annotations.NullMarked;
