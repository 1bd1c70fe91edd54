package scf.websocket.gateway.cleanup;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;

/**
 * Takes every connection that ended to its cleanup function, once its last message is through: {@link CleanupAttempts} says when it is
 * called, and {@link CleanupEnds} what becomes of what is given up. Thread-safe.
 *
 * <p>A cleanup that succeeds while a function may still be at work on its connection is called once more when that is over, because
 * the function may have stored the connection behind it. Meanwhile it is late, and not pending.
 *
 * <p>What is pending takes some 250 bytes each and is bounded at admission: each open connection may come to it, and no new one is let
 * in while too many are pending, of its own function or in all. {@link CleanupLanes} keeps the functions apart.
 */
public final class CleanupQueue {
    private final CleanupRecords records;
    private final PendingCleanups pendingIds;
    private final CleanupLanes lanes;
    private final LastStores lastStores;
    private final CleanupAttempts attempts;
    private final int mostLate;
    private final LongSupplier nanoClock;

    /**
     * What bounds the cleanups.
     *
     * @param concurrency how many run at a time
     * @param pending how many may be pending before nobody new is let in
     * @param pendingPerFunction how many of one function may be pending, while others have some as well, before no new client of its
     *     APIs is let in; from there on they do not count in all
     * @param overrunSeconds how long a function that runs elsewhere, and did not answer, may still be at work; 0 for never
     */
    public record Bounds(int concurrency, int pending, int pendingPerFunction, int overrunSeconds) {}

    /**
     * @param records learn which cleanups have succeeded
     * @param deadLetters adds to the dead-letter list; true when the letter is kept
     * @param pendingIds learn which connections have one pending
     * @param timer begins the attempts after the first; not closed by this object
     * @param nanoClock as {@link System#nanoTime}
     * @param clock dates dead letters
     */
    public CleanupQueue(
            EventWriter events,
            ConnectionRecords records,
            Function<DeadLetter, CompletionStage<Boolean>> deadLetters,
            GatewayMetrics metrics,
            AccessLog access,
            PendingCleanups pendingIds,
            Bounds bounds,
            ScheduledExecutorService timer,
            LongSupplier nanoClock,
            Clock clock) {
        this.records = new CleanupRecords(records, deadLetters, clock);
        this.pendingIds = pendingIds;
        this.lanes = new CleanupLanes(bounds.concurrency(), bounds.pending(), bounds.pendingPerFunction());
        this.lastStores = new LastStores(timer, bounds.overrunSeconds(), CleanupAttempts.MAX_AGE_MINUTES);
        CleanupEnds ends = new CleanupEnds(this.records, metrics, pendingIds, lanes, nanoClock);
        this.attempts = new CleanupAttempts(events, metrics, access, lanes, ends, timer, nanoClock);
        this.mostLate = bounds.pending();
        this.nanoClock = nanoClock;
    }

    /** Cleanups that have not succeeded yet. */
    public int pending() {
        return lanes.pending();
    }

    /** Cleanups that have succeeded, and come once more when no function can be at work on their connection any more. */
    public int late() {
        return attempts.late();
    }

    /** @param listener told from now on when fewer are pending; must not block or throw */
    public void whenLess(Runnable listener) {
        lanes.whenLess(listener);
    }

    /** From when on a function with that outcome stores nothing; null if that was before the outcome. */
    public @Nullable CompletableFuture<Boolean> lastStore(InvocationOutcome outcome) {
        return lastStores.after(outcome);
    }

    /** Whether so many are pending in all that nobody new may be let in. */
    public boolean isFull() {
        return lanes.isFull() || attempts.late() >= mostLate;
    }

    /** Whether so many of its function are pending that no new client of that API may be let in. */
    public boolean isFull(Api api) {
        return lanes.isFull(api);
    }

    /**
     * A connection has ended. Its cleanup counts as pending from now on, though it is submitted only after its last message.
     *
     * @return to be passed to {@link #submit}, once
     */
    public ExpectedCleanup expect(Api api, String connectionId) {
        pendingIds.add(connectionId, api.apiId());
        long now = nanoClock.getAsLong();
        lanes.expect(api, now);
        return new ExpectedCleanup(api, connectionId, now);
    }

    /** @param succeeded runs when the cleanup has succeeded; must not block or throw */
    public void submit(ExpectedCleanup expected, CloseDetails how, Runnable succeeded) {
        submit(expected, how, succeeded, null);
    }

    /**
     * @param succeeded runs when an attempt has succeeded, be there another or not; must not block or throw
     * @param lastStore completes when no function can store the connection any more; null if that is so already
     */
    public void submit(
            ExpectedCleanup expected,
            CloseDetails how,
            Runnable succeeded,
            @Nullable CompletableFuture<Boolean> lastStore) {
        String connectionId = expected.connectionId();
        CompletableFuture<Boolean> waitedFor = expected.api().doesWithout(FunctionKind.CLEANUP) ? null : lastStore;
        if (waitedFor != null) {
            records.running(expected.api(), connectionId);
        }
        attempts.add(new Cleanup(
                expected,
                how,
                success -> {
                    if (success) {
                        succeeded.run();
                    }
                },
                success -> records.settled(connectionId),
                waitedFor));
    }

    /**
     * For a connection of another gateway, that crashed.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    public void submitAbandoned(Api api, String connectionId, Runnable settled) {
        crashed(api, connectionId, success -> {}, success -> settled.run(), null);
    }

    /** As {@link #submitAbandoned}, after the time for which a function may still be at work on it. */
    public void submitAbandonedLate(Api api, String connectionId, Runnable settled) {
        CompletableFuture<Boolean> last = lastStores.elsewhere();
        if (last == null) {
            settled.run();
            return;
        }
        api.usage().begin();
        last.whenComplete((certain, failure) -> {
            submitAbandoned(api, connectionId, settled);
            api.usage().end();
        });
    }

    /**
     * For a connection that was open when this gateway crashed. Whoever replays bounds how many there are at a time.
     *
     * @param settled runs once, when an attempt has succeeded, or the cleanup was given up
     */
    public void replay(Api api, OpenConnection connection, Runnable settled) {
        String id = connection.id();
        crashed(
                api,
                id,
                success -> settled.run(),
                success -> records.settled(id),
                connection.running() ? lastStores.elsewhere() : null);
    }

    private void crashed(
            Api api,
            String id,
            Cleanup.Settled first,
            Cleanup.Settled settled,
            @Nullable CompletableFuture<Boolean> lastStore) {
        attempts.add(new Cleanup(
                expect(api, id), CloseDetails.without(CloseCause.GATEWAY_CRASH), first, settled, lastStore));
    }

    /**
     * For one that was given up before, again.
     *
     * @param cause why its connection ended, as cleanup is told
     * @param settled runs once: with true when it has succeeded, with false when it was given up again
     */
    public void submitAgain(Api api, String connectionId, String cause, Consumer<Boolean> settled) {
        attempts.add(new Cleanup(
                expect(api, connectionId),
                CloseDetails.without(CloseCause.ofWireName(cause)),
                success -> {},
                settled::accept,
                null));
    }

    /** Starts no more; what is pending stays in the journal. */
    public void close() {
        attempts.close();
    }
}
