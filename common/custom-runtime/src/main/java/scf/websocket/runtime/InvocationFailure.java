package scf.websocket.runtime;

import java.util.Objects;

/** An event gets an error instead of an answer. The message is for the caller and quotes nothing of the event. */
final class InvocationFailure extends Exception {
    private static final long serialVersionUID = 1L;

    InvocationFailure(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
