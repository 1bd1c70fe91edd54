package scf.websocket.local;

import org.jspecify.annotations.Nullable;

/** The stack cannot start or go on; the message is for the person at the terminal and says what to do. */
final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LocalException(String message) {
        this(message, null);
    }

    LocalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
