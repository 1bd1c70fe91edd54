package scf.websocket.webfn;

/** The package cannot be made; the message says why and what to do about it. */
public final class PackageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PackageException(String message) {
        super(message);
    }

    PackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
