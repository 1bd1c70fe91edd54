/** One client's life: handshake, ordered events, frames out, ping and idle, close, cleanup. */
@NullMarked
package scf.websocket.gateway.session;

import org.jspecify.annotations.NullMarked;
