package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tracks the connections that need cleanup if this process ends now: from before register is invoked until their
 * cleanup has succeeded or turned out to be unnecessary. Thread-safe; never blocks.
 */
public interface ConnectionLedger {
    /** A client wants to connect; from now on register may have stored the connection. */
    void opened(String connectionId, String apiId);

    /** The connection needs nothing more. Ignores unknown ids. */
    void closed(String connectionId);

    /**
     * Whether this gateway still owns a connection. False once another gateway has taken over and runs its cleanup;
     * then functions must not get its events any more. Completes normally, and immediately unless this process was
     * paused for so long that it has to ask.
     */
    default CompletionStage<Boolean> isStillOurs(String connectionId) {
        return CompletableFuture.completedStage(true);
    }

    /** A function is working on the connection: until {@link #returned} it may store it, even after it has ended. */
    default void running(String connectionId, String apiId) {}

    /** All functions working on the connection have returned. Ignores unknown ids. */
    default void returned(String connectionId) {}

    /**
     * Whether other gateways would miss some connections if this process ended now. Then this gateway's own records
     * must not rely on theirs.
     */
    default boolean isBehind() {
        return false;
    }

    /** For a gateway without a cluster. */
    static ConnectionLedger none() {
        return new ConnectionLedger() {
            @Override
            public void opened(String connectionId, String apiId) {}

            @Override
            public void closed(String connectionId) {}
        };
    }
}
