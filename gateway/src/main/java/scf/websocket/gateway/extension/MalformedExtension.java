package scf.websocket.gateway.extension;

/** An answer's extensions are ignored. The message names the mistake and contains no data of the answer. */
final class MalformedExtension extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** For a member of the wrong form. */
    MalformedExtension(String message) {
        this("malformed", message);
    }

    /** @param reason the label for metrics */
    MalformedExtension(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
