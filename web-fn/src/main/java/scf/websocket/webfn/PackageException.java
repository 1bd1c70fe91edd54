package scf.websocket.webfn;

/** The package cannot be built; the message explains why and how to fix it. */
public final class PackageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PackageException(String message) {
        super(message);
    }

    PackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
