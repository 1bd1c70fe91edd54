package scf.websocket.gateway.cleanup;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.extension.ConnectionContext;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;

/**
 * Passes every ended connection to its cleanup function after its last message. {@link CleanupAttempts} decides when to
 * invoke it, {@link CleanupEnds} what happens to cleanups that are given up. Thread-safe.
 *
 * <p>A function may still be working on the connection when its cleanup succeeds, and may store it afterwards; the
 * cleanup is then repeated once the function has finished. Until then it counts as late, not as pending.
 *
 * <p>A pending cleanup takes about 250 bytes. Admission bounds their number: each open connection may become one, and
 * new connections are rejected while too many are pending, for their function or in total. {@link CleanupLanes}
 * isolates the functions from each other.
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
     * Limits on cleanups.
     *
     * @param concurrency cleanups that run concurrently
     * @param pending pending cleanups from which on no new client is admitted
     * @param pendingPerFunction pending cleanups of one function from which on new clients of its APIs are rejected,
     * while other functions have some too; beyond it they do not count in the total
     * @param overrunSeconds how long a remote function that timed out may keep working; 0 if it never does
     */
    public record Bounds(int concurrency, int pending, int pendingPerFunction, int overrunSeconds) {}

    /**
     * @param records notified when cleanups have succeeded
     * @param deadLetters adds to the dead-letter list; completes with true once the letter is stored
     * @param pendingIds tracks the connections with a pending cleanup
     * @param timer schedules retries; not closed by this object
     * @param nanoClock like {@link System#nanoTime}
     * @param clock dates dead letters
     */
    public CleanupQueue(
            EventWriter events,
            Extensions extensions,
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
        this.attempts = new CleanupAttempts(events, extensions, metrics, access, lanes, ends, timer, nanoClock);
        this.mostLate = bounds.pending();
        this.nanoClock = nanoClock;
    }

    /** Returns the number of cleanups that have not succeeded yet. */
    public int pending() {
        return lanes.pending();
    }

    /**
     * Returns the number of cleanups that succeeded but must be repeated once no function can still be working on the
     * connection.
     */
    public int late() {
        return attempts.late();
    }

    /** @param listener called whenever fewer are pending; must not block or throw */
    public void whenLess(Runnable listener) {
        lanes.whenLess(listener);
    }

    /** Completes when a function with this outcome can no longer store anything; null if it already cannot. */
    public @Nullable CompletableFuture<Boolean> lastStore(InvocationOutcome outcome) {
        return lastStores.after(outcome);
    }

    /** Whether too many cleanups are pending in total to admit a new client. */
    public boolean isFull() {
        return lanes.isFull() || attempts.late() >= mostLate;
    }

    /** Whether too many cleanups of this API's function are pending to admit a new client. */
    public boolean isFull(Api api) {
        return lanes.isFull(api);
    }

    /**
     * Registers the cleanup of a connection that has ended. It counts as pending from now on, but is submitted only
     * after the last message.
     *
     * @return to be passed to {@link #submit} exactly once
     */
    public ExpectedCleanup expect(Api api, String connectionId) {
        return expect(api, connectionId, null);
    }

    /** @param trace that the handshake named; null for none */
    public ExpectedCleanup expect(Api api, String connectionId, @Nullable TraceParent trace) {
        pendingIds.add(connectionId, api.apiId());
        long now = nanoClock.getAsLong();
        lanes.expect(api, now);
        return new ExpectedCleanup(api, connectionId, now, trace);
    }

    /** @param succeeded runs when the cleanup has succeeded; must not block or throw */
    public void submit(ExpectedCleanup expected, CloseDetails how, Runnable succeeded) {
        submit(expected, how, succeeded, null, null);
    }

    /**
     * @param succeeded runs when an attempt has succeeded, even if another will follow; must not block or throw
     * @param lastStore completes when no function can store the connection any longer; null if that is already so
     * @param context of the connection, for its last event; null for none
     */
    public void submit(
            ExpectedCleanup expected,
            CloseDetails how,
            Runnable succeeded,
            @Nullable CompletableFuture<Boolean> lastStore,
            @Nullable ConnectionContext context) {
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
                waitedFor,
                context));
    }

    /**
     * Submits the cleanup of a connection whose gateway crashed.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    public void submitAbandoned(Api api, String connectionId, Runnable settled) {
        crashed(api, connectionId, success -> {}, success -> settled.run(), null);
    }

    /** Like {@link #submitAbandoned}, but after the time that a function may still be working on the connection. */
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
     * Submits the cleanup of a connection that was open when this gateway crashed. The caller bounds the number of
     * concurrent calls.
     *
     * @param settled runs once, when an attempt has succeeded or the cleanup was given up
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
                expect(api, id), CloseDetails.without(CloseCause.GATEWAY_CRASH), first, settled, lastStore, null));
    }

    /**
     * Submits a cleanup again that was given up before.
     *
     * @param cause why the connection ended, as reported to cleanup
     * @param settled runs once: with true after success, with false if the cleanup was given up again
     */
    public void submitAgain(Api api, String connectionId, String cause, Consumer<Boolean> settled) {
        attempts.add(new Cleanup(
                expect(api, connectionId),
                CloseDetails.without(CloseCause.ofWireName(cause)),
                success -> {},
                settled::accept,
                null,
                null));
    }

    /** Starts no further attempts; pending cleanups stay in the journal. */
    public void close() {
        attempts.close();
    }
}
