package scf.websocket.runtime;

/** The runtime cannot start or continue. The message explains why, for the function's log. */
final class RuntimeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuntimeFailure(String message) {
        super(message);
    }

    RuntimeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
