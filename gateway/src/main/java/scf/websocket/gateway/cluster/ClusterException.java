package scf.websocket.gateway.cluster;

/** The gateway cannot join the others. The message is for whoever started it, and holds no password. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    ClusterException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
