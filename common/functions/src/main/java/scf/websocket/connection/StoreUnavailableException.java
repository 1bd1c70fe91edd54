package scf.websocket.connection;

import org.jspecify.annotations.Nullable;

/**
 * The connection store did not answer in time or rejected an operation. The operation may or may not have taken effect;
 * every operation of the store is safe to retry. The message contains no client data and no secrets.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
