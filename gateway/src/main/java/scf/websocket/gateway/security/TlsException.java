package scf.websocket.gateway.security;

/** Certificate or key cannot be used. The message is for whoever wrote the command line; it never holds any of the key. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean tooEarly;

    TlsException(String message) {
        super(message);
        tooEarly = false;
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
        tooEarly = false;
    }

    private TlsException(String message, boolean tooEarly) {
        super(message);
        this.tooEarly = tooEarly;
    }

    /** Of what is good later. */
    static TlsException tooEarly(String message) {
        return new TlsException(message, true);
    }

    /** Whether the same files can be used later. */
    boolean isTooEarly() {
        return tooEarly;
    }
}
