/** An open connection: its state, ordered messages, outgoing frames, heartbeat, and closing handshake. */
@NullMarked
package scf.websocket.gateway.session;

import org.jspecify.annotations.NullMarked;
