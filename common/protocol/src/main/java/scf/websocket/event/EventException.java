package scf.websocket.event;

/** An event cannot be handled. The message becomes the {@code errMsg} of the answer: fixed text, never client data. */
public final class EventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorNumber errorNumber;

    public EventException(ErrorNumber errorNumber, String message) {
        // No stack trace: an invalid event is not a fault of ours, and a flood of them must stay cheap.
        super(message, null, false, false);
        this.errorNumber = errorNumber;
    }

    public ErrorNumber errorNumber() {
        return errorNumber;
    }
}
