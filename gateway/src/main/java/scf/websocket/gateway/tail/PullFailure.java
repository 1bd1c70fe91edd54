package scf.websocket.gateway.tail;

/** The function did not answer a pull. The message is for the log and contains no data. */
final class PullFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PullFailure(String message) {
        super(message, null, false, false);
    }
}
