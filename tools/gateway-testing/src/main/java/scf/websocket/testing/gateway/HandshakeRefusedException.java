package scf.websocket.testing.gateway;

/** The gateway refused a client's handshake. */
public final class HandshakeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    HandshakeRefusedException(int status, Throwable cause) {
        super("the handshake was answered " + status, cause);
        this.status = status;
    }

    /** Returns the HTTP status: 403 if {@code onConnect} refuses; docs/protocol.md lists the others. */
    public int status() {
        return status;
    }
}
