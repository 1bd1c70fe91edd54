package scf.websocket.gateway.security;

/** Certificate or key cannot be used. The message is for whoever wrote the command line; it never holds any of the key. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
