/** One open connection: its state, its messages in order, its frames out, ping and idle, its goodbye. */
@NullMarked
package scf.websocket.gateway.session;

import org.jspecify.annotations.NullMarked;
