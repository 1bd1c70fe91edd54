package scf.websocket.gateway.session;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.function.CleanupAnswer;
import scf.websocket.gateway.function.EventWriter;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Sees to it that every connection that ended reaches its cleanup function, so many at a time, tried again with back-off while the
 * function fails: {@value #MAX_ATTEMPTS} times (some ten minutes), then it is left to the journal, and with it to the next start.
 * Thread-safe.
 *
 * <p>What is pending takes some 200 bytes each and is bounded by whoever admits connections: each that is open may come to it, and
 * no new one is let in while too many are pending.
 */
public final class CleanupQueue {
    private static final int MAX_ATTEMPTS = 25;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(CleanupQueue.class);

    private final EventWriter events;
    private final ConnectionRecords records;
    private final GatewayMetrics metrics;
    private final AccessLog access;
    private final int concurrency;
    private final ScheduledExecutorService timer;
    private final Queue<Cleanup> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger startRequests = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** One of a connection, handed from thread to thread, never used by two. */
    private static final class Cleanup {
        private final Api api;
        private final String connectionId;
        private final Ending how;
        private final Runnable succeeded;

        /** Null for one that is never given up. */
        private final @Nullable Runnable givenUp;

        private int attempts;

        Cleanup(Api api, String connectionId, Ending how, Runnable succeeded, @Nullable Runnable givenUp) {
            this.api = api;
            this.connectionId = connectionId;
            this.how = how;
            this.succeeded = succeeded;
            this.givenUp = givenUp;
        }
    }

    /**
     * @param records learn which cleanups have succeeded
     * @param concurrency how many run at a time
     * @param timer begins the attempts after the first; not closed by this object
     */
    public CleanupQueue(
            EventWriter events,
            ConnectionRecords records,
            GatewayMetrics metrics,
            AccessLog access,
            int concurrency,
            ScheduledExecutorService timer) {
        this.events = events;
        this.records = records;
        this.metrics = metrics;
        this.access = access;
        this.concurrency = concurrency;
        this.timer = timer;
    }

    /** Cleanups that have not succeeded yet. */
    public int pending() {
        return pending.get();
    }

    /** A connection has ended. Its cleanup counts as pending from now on, though it is submitted only after its last message. */
    void expect() {
        pending.incrementAndGet();
    }

    /**
     * Once for each {@link #expect}.
     *
     * @param succeeded runs when the cleanup has succeeded; must not block or throw
     */
    void submit(Api api, String connectionId, Ending how, Runnable succeeded) {
        Runnable done = () -> {
            records.closed(connectionId);
            succeeded.run();
        };
        add(new Cleanup(api, connectionId, how, done, () -> records.givenUp(connectionId)));
    }

    /**
     * For a connection of another gateway, that crashed.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    public void submitAbandoned(Api api, String connectionId, Runnable settled) {
        expect();
        add(new Cleanup(api, connectionId, Ending.without(CloseCause.GATEWAY_CRASH), settled, settled));
    }

    /**
     * For a connection that was open when this gateway crashed. Never given up: whoever replays bounds how many there are.
     *
     * @param succeeded runs when it has succeeded, and its journal knows that
     */
    public void replay(Api api, String connectionId, Runnable succeeded) {
        expect();
        Runnable done = () -> {
            records.closed(connectionId);
            succeeded.run();
        };
        add(new Cleanup(api, connectionId, Ending.without(CloseCause.GATEWAY_CRASH), done, null));
    }

    private void add(Cleanup cleanup) {
        cleanup.api.usage().begin();
        waiting.add(cleanup);
        startWaiting();
    }

    /** One thread at a time starts what may start; the others only tell it that there is more. */
    private void startWaiting() {
        if (startRequests.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (!closed.get() && running.get() < concurrency) {
                Cleanup next = waiting.poll();
                if (next == null) {
                    break;
                }
                running.incrementAndGet();
                attempt(next);
            }
            seen = startRequests.addAndGet(-seen);
        } while (seen != 0);
    }

    private void attempt(Cleanup cleanup) {
        Ending how = cleanup.how;
        long start = System.nanoTime();
        byte[] event = events.closing(cleanup.connectionId, how.cause().wireName(), how.closeCode(), how.closeReason());
        cleanup.api.cleanup().invoke(event).thenAccept(outcome -> {
            running.decrementAndGet();
            access.event(FunctionKind.CLEANUP, cleanup.api, cleanup.connectionId, outcome, start);
            attempted(cleanup, outcome);
            startWaiting();
        });
    }

    private void attempted(Cleanup cleanup, InvocationOutcome outcome) {
        if (outcome instanceof InvocationOutcome.Answered answered && !CleanupAnswer.asksAgain(answered.body())) {
            done(cleanup, cleanup.succeeded);
            return;
        }
        // A busy function has not seen the event: that says nothing about this connection.
        cleanup.attempts += outcome instanceof InvocationOutcome.Busy ? 0 : 1;
        if (cleanup.givenUp != null && cleanup.attempts >= MAX_ATTEMPTS) {
            metrics.cleanupGivenUp();
            LOG.error("cleanup of {} given up after {} attempts: {}", cleanup.connectionId, cleanup.attempts, outcome);
            done(cleanup, cleanup.givenUp);
        } else {
            metrics.cleanupRetried();
            LOG.warn("cleanup of {} failed, attempt {}: {}", cleanup.connectionId, cleanup.attempts, outcome);
            retryLater(cleanup);
        }
    }

    private void done(Cleanup cleanup, Runnable told) {
        // First, so that a gateway that stops never sees a moment without anything left to do.
        told.run();
        pending.decrementAndGet();
        cleanup.api.usage().end();
    }

    private void retryLater(Cleanup cleanup) {
        Runnable again = () -> {
            waiting.add(cleanup);
            startWaiting();
        };
        try {
            timer.schedule(again, delayMillis(cleanup.attempts), TimeUnit.MILLISECONDS);
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
