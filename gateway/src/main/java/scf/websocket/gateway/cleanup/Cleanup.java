package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.route.Api;

/** The cleanup of one connection, on its way from attempt to attempt. Handed from thread to thread, never used by two. */
final class Cleanup {
    private final ExpectedCleanup connection;
    private final CloseDetails how;
    private final Settled first;
    private final Settled settled;
    private final @Nullable CompletableFuture<Boolean> lastStore;
    private boolean settlesWithSuccess;
    private boolean firstIsThrough;
    private int attempts;
    private long sinceNanos;
    private long firstFailureNanos;

    /** Must not block or throw. */
    @FunctionalInterface
    interface Settled {
        void settled(boolean succeeded);
    }

    /**
     * @param first runs once, when an attempt has succeeded or the cleanup was given up
     * @param settled runs once, when the cleanup has succeeded for good or was given up
     * @param lastStore completes when no function can store the connection any more; null if that is so already
     */
    Cleanup(
            ExpectedCleanup connection,
            CloseDetails how,
            Settled first,
            Settled settled,
            @Nullable CompletableFuture<Boolean> lastStore) {
        this.connection = connection;
        this.how = how;
        this.first = first;
        this.settled = settled;
        this.lastStore = lastStore;
        this.sinceNanos = connection.nanos();
    }

    Api api() {
        return connection.api();
    }

    String connectionId() {
        return connection.connectionId();
    }

    CloseDetails how() {
        return how;
    }

    /** An attempt begins: if it succeeds, whatever was stored before now is gone. */
    void begins() {
        settlesWithSuccess = lastStore == null || lastStore.isDone();
    }

    /** Whether an attempt that has succeeded was the last one needed; otherwise another has to follow {@link #lastStore}. */
    boolean settlesWithSuccess() {
        return settlesWithSuccess;
    }

    /** Null if there is nothing to wait for. */
    @Nullable CompletableFuture<Boolean> lastStore() {
        return lastStore;
    }

    /** Whether a function may be at work on it still, although it was waited for as long as that is done. */
    boolean mayStillBeStored() {
        return lastStore != null && !lastStore.getNow(false);
    }

    /** Attempts that reached the function and failed. */
    int attempts() {
        return attempts;
    }

    void failed(long now) {
        if (attempts++ == 0) {
            firstFailureNanos = now;
        }
    }

    /** Begins anew, after {@link #lastStore}. */
    void beginsAnew(long now) {
        attempts = 0;
        sinceNanos = now;
    }

    /** How long it has been failing; 0 before the first attempt that failed. */
    long nanosFailing(long now) {
        return attempts == 0 ? 0 : now - firstFailureNanos;
    }

    long ageNanos(long now) {
        return now - sinceNanos;
    }

    void first(boolean succeeded) {
        if (!firstIsThrough) {
            firstIsThrough = true;
            first.settled(succeeded);
        }
    }

    void settle(boolean succeeded) {
        try {
            settled.settled(succeeded);
        } finally {
            first(succeeded);
        }
    }
}
