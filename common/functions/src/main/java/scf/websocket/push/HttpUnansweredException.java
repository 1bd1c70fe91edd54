package scf.websocket.push;

import java.io.IOException;

/** The gateway may have received the request, but did not answer completely. */
final class HttpUnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    HttpUnansweredException(IOException cause) {
        super(cause);
        this.reason = cause.getClass().getSimpleName();
    }

    /** Returns the class name of the cause, for the log. */
    String reason() {
        return reason;
    }
}
