package scf.websocket.channels;

import scf.websocket.channels.protocol.Disconnect;

/** The connection ends instead of an answer to a command. */
final class ConnectionRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Disconnect disconnect;

    ConnectionRefusal(Disconnect disconnect) {
        super(disconnect.toString(), null, false, false);
        this.disconnect = disconnect;
    }

    Disconnect disconnect() {
        return disconnect;
    }
}
