package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Is told which connections exist, from before register is asked until their cleanup has succeeded or is not needed: what it holds is
 * what has to be cleaned up if this process ends now. Thread-safe; never blocks.
 */
public interface ConnectionLedger {
    /** A client wants to connect: from here on register may have recorded it. */
    void opened(String connectionId, String apiId);

    /** Nothing is left to be done for it. Harmless for an id that is not known. */
    void closed(String connectionId);

    /**
     * Whether this gateway still answers for a connection. False once another one has taken over and calls its cleanup: then no function
     * may get an event of it any more. Completes normally; at once, unless this process was stopped for so long that it has to find out.
     */
    default CompletionStage<Boolean> isStillOurs(String connectionId) {
        return CompletableFuture.completedStage(true);
    }

    /** A function is at work on it: until {@link #returned}, it may store the connection, also after its end. */
    default void running(String connectionId, String apiId) {}

    /** Whatever function was at work on it has returned. Harmless for an id that is not known. */
    default void returned(String connectionId) {}

    /**
     * Whether others would not learn of all connections if this process ended now. Then its own records must say so: what they clean up by
     * is not all that there is.
     */
    default boolean isBehind() {
        return false;
    }

    /** For a gateway that is alone. */
    static ConnectionLedger none() {
        return new ConnectionLedger() {
            @Override
            public void opened(String connectionId, String apiId) {}

            @Override
            public void closed(String connectionId) {}
        };
    }
}
