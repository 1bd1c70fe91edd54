package scf.websocket.gateway.security;

/**
 * The certificate or key is unusable. The message is written for the user of the command line and contains no part of
 * the key.
 */
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

    /** For a certificate that is not valid yet. */
    static TlsException tooEarly(String message) {
        return new TlsException(message, true);
    }

    /** Whether the same files will be usable later. */
    boolean isTooEarly() {
        return tooEarly;
    }
}
