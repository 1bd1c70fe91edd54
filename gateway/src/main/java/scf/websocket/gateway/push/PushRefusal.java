package scf.websocket.gateway.push;

/** A push that is not understood; the parser turns it into its answer. */
final class PushRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final PushError error;

    PushRefusal(PushError error) {
        // No stack trace: the fault is the caller's, and a flood of them must stay cheap.
        super(error.name(), null, false, false);
        this.error = error;
    }

    PushError error() {
        return error;
    }
}
