package scf.websocket.channels;

import scf.websocket.channels.protocol.ProtocolError;

/**
 * The server asks for what the options of a channel do not offer, or for a channel that does not exist. Asking again does
 * not help; {@link #error()} says what is wrong.
 */
public final class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProtocolError error;

    ChannelException(ProtocolError error) {
        super(error.toString());
        this.error = error;
    }

    /**
     * Returns what a client would get: 102 for an unknown namespace, 106 for data that is too large, 107 for an invalid
     * name, 108 for what the options turn off.
     */
    public ProtocolError error() {
        return error;
    }
}
