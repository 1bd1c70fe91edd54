package scf.websocket.database;

import org.jspecify.annotations.Nullable;

/** The server could not be started; the message says why and what to do about it. */
public final class DatabaseStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseStartException(String message) {
        this(message, null);
    }

    DatabaseStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
