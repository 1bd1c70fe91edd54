package scf.websocket.gateway;

/** A listener cannot be opened. The message is for whoever wrote the command line. */
final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    ListenException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
