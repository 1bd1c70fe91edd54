package scf.websocket.channels;

import scf.websocket.channels.protocol.ProtocolError;

/** The server asks for what the options of a channel do not offer, or for a channel that does not exist. */
public final class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProtocolError error;

    ChannelException(ProtocolError error) {
        super(error.toString());
        this.error = error;
    }

    public ProtocolError error() {
        return error;
    }
}
