package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.extension.ConnectionContext;
import scf.websocket.gateway.route.Api;

/** The state of one connection's cleanup across its attempts. Passed between threads, but used by one at a time. */
final class Cleanup {
    private final ExpectedCleanup connection;
    private final CloseDetails how;
    private final Settled first;
    private final Settled settled;
    private final @Nullable CompletableFuture<Boolean> lastStore;
    private final @Nullable ConnectionContext context;
    private boolean settlesWithSuccess;
    private boolean firstSettled;
    private int attempts;
    private long sinceNanos;
    private long firstFailureNanos;

    /** Called when a cleanup ends. Must not block or throw. */
    @FunctionalInterface
    interface Settled {
        void settled(boolean succeeded);
    }

    /**
     * @param first runs once, when an attempt has succeeded or the cleanup was given up
     * @param settled runs once, when the cleanup has finally succeeded or was given up
     * @param lastStore completes when no function can store the connection any longer; null if that is already so
     * @param context of the connection; released when the cleanup ends; null for none
     */
    Cleanup(
            ExpectedCleanup connection,
            CloseDetails how,
            Settled first,
            Settled settled,
            @Nullable CompletableFuture<Boolean> lastStore,
            @Nullable ConnectionContext context) {
        this.connection = connection;
        this.how = how;
        this.first = first;
        this.settled = settled;
        this.lastStore = lastStore;
        this.context = context;
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

    /** Returns the context that the event contains; null for none. */
    @Nullable ConnectionContext context() {
        return context;
    }

    /** Returns the trace of the connection; null for none. */
    @Nullable TraceParent trace() {
        return connection.trace();
    }

    /** An attempt starts. Its success covers everything that was stored before it. */
    void begins() {
        settlesWithSuccess = lastStore == null || lastStore.isDone();
    }

    /** Whether one successful attempt is enough; otherwise another has to follow {@link #lastStore}. */
    boolean settlesWithSuccess() {
        return settlesWithSuccess;
    }

    /** Null if there is nothing to wait for. */
    @Nullable CompletableFuture<Boolean> lastStore() {
        return lastStore;
    }

    /** Whether a function may still be working on the connection, although the wait for it is over. */
    boolean mayStillBeStored() {
        return lastStore != null && !lastStore.getNow(false);
    }

    /** Returns the number of attempts that reached the function and failed. */
    int attempts() {
        return attempts;
    }

    void failed(long now) {
        if (attempts++ == 0) {
            firstFailureNanos = now;
        }
    }

    /** Restarts the count and the age, after {@link #lastStore}. */
    void beginsAnew(long now) {
        attempts = 0;
        sinceNanos = now;
    }

    /** Returns the time since the first failed attempt; 0 if none has failed. */
    long nanosFailing(long now) {
        return attempts == 0 ? 0 : now - firstFailureNanos;
    }

    long ageNanos(long now) {
        return now - sinceNanos;
    }

    void first(boolean succeeded) {
        if (!firstSettled) {
            firstSettled = true;
            first.settled(succeeded);
        }
    }

    void settle(boolean succeeded) {
        if (context != null) {
            context.release();
        }
        try {
            settled.settled(succeeded);
        } finally {
            first(succeeded);
        }
    }
}
