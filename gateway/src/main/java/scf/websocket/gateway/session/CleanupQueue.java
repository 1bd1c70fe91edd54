package scf.websocket.gateway.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Calls the cleanup function for every connection that ended, with bounded concurrency, and again with back-off while the function
 * fails. It gives a connection up after {@value #MAX_ATTEMPTS} failed attempts (some ten minutes), {@value #MAX_AGE_MINUTES} minutes
 * after the first that failed, or without an attempt if it has waited that long for a function that has succeeded for nobody in that
 * time; what is given up is counted, logged with the reason, and moved to the dead-letter list. Thread-safe.
 *
 * <p>A cleanup that succeeds while a function may still be at work on its connection is called once more when that is over, because
 * the function may have stored the connection behind it. Meanwhile it is late, and not pending.
 *
 * <p>What is pending takes some 250 bytes each and is bounded by {@link Admission}: each open connection may come to it, and no new
 * one is let in while too many are pending, of its own function or in all. {@link CleanupLanes} keeps the functions apart.
 */
public final class CleanupQueue {
    private static final int MAX_ATTEMPTS = 25;
    private static final int MAX_AGE_MINUTES = 15;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(CleanupQueue.class);

    private final EventWriter events;
    private final CleanupRecords records;
    private final GatewayMetrics metrics;
    private final AccessLog access;
    private final PendingCleanups pendingIds;
    private final CleanupLanes lanes;
    private final LastStores lastStores;
    private final int mostLate;
    private final AtomicInteger late = new AtomicInteger();
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoClock;
    private final AtomicInteger startRequests = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

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
            LongSupplier nanoClock) {
        this.events = events;
        this.records = new CleanupRecords(records, deadLetters);
        this.metrics = metrics;
        this.access = access;
        this.pendingIds = pendingIds;
        this.lanes = new CleanupLanes(bounds.concurrency(), bounds.pending(), bounds.pendingPerFunction());
        this.lastStores = new LastStores(timer, bounds.overrunSeconds(), MAX_AGE_MINUTES);
        this.mostLate = bounds.pending();
        this.timer = timer;
        this.nanoClock = nanoClock;
    }

    /** Cleanups that have not succeeded yet. */
    public int pending() {
        return lanes.pending();
    }

    /** Cleanups that have succeeded, and come once more when no function can be at work on their connection any more. */
    public int late() {
        return late.get();
    }

    /** From when on a function with that outcome stores nothing; null if that was before the outcome. */
    @Nullable CompletableFuture<Boolean> lastStore(InvocationOutcome outcome) {
        return lastStores.after(outcome);
    }

    /** Whether so many are pending in all that nobody new may be let in. */
    boolean isFull() {
        return lanes.isFull() || late.get() >= mostLate;
    }

    /** Whether so many of its function are pending that no new client of that API may be let in. */
    boolean isFull(Api api) {
        return lanes.isFull(api);
    }

    /**
     * A connection has ended. Its cleanup counts as pending from now on, though it is submitted only after its last message.
     *
     * @return to be passed to {@link #submit}, once
     */
    Expected expect(Api api, String connectionId) {
        pendingIds.add(connectionId, api.apiId());
        long now = nanoClock.getAsLong();
        lanes.expect(api, now);
        return new Expected(api, connectionId, now);
    }

    /** A connection that has ended, and when. */
    record Expected(Api api, String connectionId, long nanos) {}

    /** @param succeeded runs when the cleanup has succeeded; must not block or throw */
    void submit(Expected expected, Ending how, Runnable succeeded) {
        submit(expected, how, succeeded, null);
    }

    /**
     * @param succeeded runs when an attempt has succeeded, be there another or not; must not block or throw
     * @param lastStore completes when no function can store the connection any more; null if that is so already
     */
    void submit(Expected expected, Ending how, Runnable succeeded, @Nullable CompletableFuture<Boolean> lastStore) {
        String connectionId = expected.connectionId();
        CompletableFuture<Boolean> waitedFor = expected.api().doesWithout(FunctionKind.CLEANUP) ? null : lastStore;
        if (waitedFor != null) {
            records.running(expected.api(), connectionId);
        }
        add(new Cleanup(
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
        add(new Cleanup(expect(api, id), Ending.without(CloseCause.GATEWAY_CRASH), first, settled, lastStore));
    }

    /**
     * For one that was given up before, again.
     *
     * @param cause why its connection ended, as cleanup is told
     * @param settled runs once: with true when it has succeeded, with false when it was given up again
     */
    public void submitAgain(Api api, String connectionId, String cause, Consumer<Boolean> settled) {
        add(new Cleanup(
                expect(api, connectionId),
                Ending.without(CloseCause.ofWireName(cause)),
                success -> {},
                settled::accept,
                null));
    }

    private void add(Cleanup cleanup) {
        cleanup.api().usage().begin();
        lanes.add(cleanup);
        startWaiting();
    }

    /** One thread at a time starts what may start; the others only tell it that there is more. */
    private void startWaiting() {
        if (startRequests.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            Cleanup next = closed.get() ? null : lanes.next();
            while (next != null) {
                begin(next);
                next = closed.get() ? null : lanes.next();
            }
            seen = startRequests.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Never throws, so that the others have their turn. What a function throws is a failed attempt. */
    private void begin(Cleanup cleanup) {
        if (isHopeless(cleanup)) {
            conclude(cleanup, () -> giveUp(cleanup, GivenUp.AGE, "its function fails"));
            return;
        }
        long start = System.nanoTime();
        cleanup.begins();
        started(cleanup).whenComplete((outcome, failure) -> {
            conclude(cleanup, () -> ended(cleanup, failure == null ? outcome : internalError(cleanup, failure), start));
            startWaiting();
        });
    }

    /** Gives its place back, then does the rest, whose faults are logged. */
    private void conclude(Cleanup cleanup, Runnable rest) {
        lanes.ended(cleanup);
        try {
            rest.run();
        } catch (RuntimeException | Error e) {
            LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), e);
        }
    }

    private CompletionStage<InvocationOutcome> started(Cleanup cleanup) {
        Ending how = cleanup.how();
        return PortCall.of(() -> cleanup.api()
                .cleanup()
                .invoke(events.closing(
                        cleanup.connectionId(), how.cause().wireName(), how.closeCode(), how.closeReason())));
    }

    private static InvocationOutcome internalError(Cleanup cleanup, Throwable failure) {
        LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), failure);
        return new InvocationOutcome.Failed("internal error");
    }

    /** It has waited long, and its function has done nothing for anybody in that time. */
    private boolean isHopeless(Cleanup cleanup) {
        long now = nanoClock.getAsLong();
        return isTooLong(cleanup.ageNanos(now)) && isTooLong(lanes.nanosWithoutSuccess(cleanup.api(), now));
    }

    private static boolean isTooLong(long nanos) {
        return nanos >= TimeUnit.MINUTES.toNanos(MAX_AGE_MINUTES);
    }

    private void ended(Cleanup cleanup, InvocationOutcome outcome, long start) {
        if (outcome instanceof InvocationOutcome.Answered) {
            lanes.succeeded(cleanup.api(), nanoClock.getAsLong());
            succeeded(cleanup);
        } else {
            failed(cleanup, outcome);
        }
        access.event(FunctionKind.CLEANUP, cleanup.api(), cleanup.connectionId(), outcome, start);
    }

    private void succeeded(Cleanup cleanup) {
        CompletableFuture<Boolean> lastStore = cleanup.lastStore();
        if (lastStore != null && !cleanup.settlesWithSuccess()) {
            againAfter(lastStore, cleanup);
        } else if (cleanup.mayStillBeStored()) {
            giveUp(cleanup, GivenUp.RUNNING, "a function is still at work on its connection");
        } else {
            settle(cleanup, true);
        }
    }

    /** What a function stores behind this success is cleaned up when it cannot store anything more. */
    private void againAfter(CompletableFuture<Boolean> lastStore, Cleanup cleanup) {
        metrics.cleanupRepeated();
        late.incrementAndGet();
        lanes.done(cleanup.api());
        lastStore.whenComplete((certain, failure) -> {
            long now = nanoClock.getAsLong();
            cleanup.beginsAnew(now);
            lanes.expect(cleanup.api(), now);
            late.decrementAndGet();
            lanes.add(cleanup);
            startWaiting();
        });
        cleanup.first(true);
    }

    private void failed(Cleanup cleanup, InvocationOutcome outcome) {
        if (!(outcome instanceof InvocationOutcome.Busy)) {
            // A busy function has not seen the event: that says nothing about this connection.
            cleanup.failed(nanoClock.getAsLong());
        }
        GivenUp reason = cleanup.attempts() >= MAX_ATTEMPTS
                ? GivenUp.ATTEMPTS
                : isTooLong(cleanup.nanosFailing(nanoClock.getAsLong())) ? GivenUp.AGE : null;
        if (reason == null) {
            metrics.cleanupRetried();
            LOG.warn("cleanup of {} failed, attempt {}: {}", cleanup.connectionId(), cleanup.attempts(), outcome);
            retryLater(cleanup);
        } else {
            giveUp(cleanup, reason, outcome);
        }
    }

    /** Why a cleanup is given up; the label of a counter. */
    private enum GivenUp {
        ATTEMPTS("attempts"),
        AGE("age"),
        RUNNING("running");

        private final String label;

        GivenUp(String label) {
            this.label = label;
        }
    }

    private void giveUp(Cleanup cleanup, GivenUp reason, @Nullable Object last) {
        metrics.cleanupGivenUp(reason.label);
        LOG.error(
                "cleanup of {} given up after {} attempts in {} seconds: {}",
                cleanup.connectionId(),
                cleanup.attempts(),
                TimeUnit.NANOSECONDS.toSeconds(cleanup.ageNanos(nanoClock.getAsLong())),
                last);
        records.giveUp(cleanup, reason.label)
                .thenAccept(kept -> {
                    if (kept) {
                        settle(cleanup, false);
                    }
                    // Else this gateway stops, and its connection stays where it is recorded.
                })
                .exceptionally(failure -> {
                    LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), failure);
                    return null;
                });
    }

    private void settle(Cleanup cleanup, boolean succeeded) {
        try {
            // First, so that a gateway that stops never sees a moment without anything left to do.
            cleanup.settle(succeeded);
        } finally {
            pendingIds.remove(cleanup.connectionId());
            lanes.done(cleanup.api());
            cleanup.api().usage().end();
        }
    }

    private void retryLater(Cleanup cleanup) {
        Runnable again = () -> {
            lanes.add(cleanup);
            startWaiting();
        };
        try {
            timer.schedule(again, delayMillis(cleanup.attempts()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // The gateway has stopped; the journal has it.
        }
    }

    /** Doubling, with a jitter of a half, so that a function that comes back is not met by all at once. */
    private static long delayMillis(int attempts) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(Math.max(attempts - 1, 0), 10);
        long delay = Math.min(doubled, LONGEST_DELAY.toMillis());
        return delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
    }

    /** Starts no more; what is pending stays in the journal. */
    public void close() {
        closed.set(true);
    }
}
