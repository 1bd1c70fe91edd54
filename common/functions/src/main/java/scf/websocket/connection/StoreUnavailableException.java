package scf.websocket.connection;

import org.jspecify.annotations.Nullable;

/**
 * The connection store did not answer in time, or refused. Nothing is known of what happened to the statement; every operation of the
 * store may be tried again. The message holds no client data and no secret.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
