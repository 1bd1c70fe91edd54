package scf.websocket.gateway.journal;

/** The journal cannot be opened. The message is for whoever wrote the command line. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
