package scf.websocket.push;

import java.io.IOException;

/** The gateway may have got the request, but there is no whole answer of it. */
final class HttpUnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    HttpUnansweredException(IOException cause) {
        super(cause);
        this.reason = cause.getClass().getSimpleName();
    }

    /** For the log: what happened, in one word. */
    String reason() {
        return reason;
    }
}
