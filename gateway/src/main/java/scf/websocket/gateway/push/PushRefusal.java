package scf.websocket.gateway.push;

/** Rejects a push while it is parsed; the parser turns it into the response. */
final class PushRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final PushError error;

    PushRefusal(PushError error) {
        // Without a stack trace: the error is the caller's, and many of them must be cheap.
        super(error.name(), null, false, false);
        this.error = error;
    }

    PushError error() {
        return error;
    }
}
