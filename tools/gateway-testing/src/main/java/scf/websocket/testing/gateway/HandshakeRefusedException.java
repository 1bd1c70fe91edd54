package scf.websocket.testing.gateway;

/** A client was not let in. */
public final class HandshakeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    HandshakeRefusedException(int status, Throwable cause) {
        super("the handshake was answered " + status, cause);
        this.status = status;
    }

    /** The HTTP status of the answer: 403 if {@code onConnect} refuses; docs/protocol.md has the others. */
    public int status() {
        return status;
    }
}
