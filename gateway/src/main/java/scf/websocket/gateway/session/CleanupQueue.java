package scf.websocket.gateway.session;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.function.EventWriter;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Sees to it that every connection that ended reaches its cleanup function: tried again with back-off while the function fails, at
 * most {@value #MAX_ATTEMPTS} times (some ten minutes). Thread-safe.
 */
public final class CleanupQueue {
    private static final int MAX_ATTEMPTS = 25;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(CleanupQueue.class);

    private final EventWriter events;
    private final ConnectionLedger ledger;
    private final GatewayMetrics metrics;
    private final Timer timer = new HashedWheelTimer(task -> {
        Thread thread = new Thread(task, "cleanup-retry");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger pending = new AtomicInteger();

    /** @param ledger learns what needs no cleanup any more */
    public CleanupQueue(EventWriter events, ConnectionLedger ledger, GatewayMetrics metrics) {
        this.events = events;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** Cleanups that have not succeeded yet. */
    public int pending() {
        return pending.get();
    }

    /** A connection has ended. Its cleanup counts as pending from now on, though it is submitted only after its last message. */
    void expect() {
        pending.incrementAndGet();
    }

    /** Once for each {@link #expect}. */
    void submit(Api api, String connectionId, Ending how) {
        submit(api, connectionId, how, () -> ledger.closed(connectionId));
    }

    /**
     * For a connection of a gateway that crashed.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    public void submitAbandoned(Api api, String connectionId, Runnable settled) {
        expect();
        submit(api, connectionId, Ending.without(CloseCause.GATEWAY_CRASH), settled);
    }

    private void submit(Api api, String connectionId, Ending how, Runnable settled) {
        api.usage().begin();
        byte[] event = events.closing(connectionId, how.cause().wireName(), how.closeCode(), how.closeReason());
        attempt(api, connectionId, event, settled, 1);
    }

    private void attempt(Api api, String connectionId, byte[] event, Runnable settled, int attempt) {
        api.cleanup().invoke(event).thenAccept(outcome -> {
            if (outcome instanceof InvocationOutcome.Answered) {
                done(api);
                settled.run();
            } else if (attempt == MAX_ATTEMPTS) {
                done(api);
                metrics.cleanupGivenUp();
                LOG.error("cleanup of {} given up after {} attempts: {}", connectionId, attempt, outcome);
                settled.run();
            } else {
                metrics.cleanupRetried();
                LOG.warn("cleanup of {} failed, attempt {}: {}", connectionId, attempt, outcome);
                timer.newTimeout(
                        timeout -> attempt(api, connectionId, event, settled, attempt + 1),
                        delayMillis(attempt),
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    private void done(Api api) {
        pending.decrementAndGet();
        api.usage().end();
    }

    /** Doubling, with a jitter of a half, so that a function that comes back is not met by all at once. */
    private static long delayMillis(int attempt) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(attempt - 1, 10);
        long delay = Math.min(doubled, LONGEST_DELAY.toMillis());
        return delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
    }

    public void close() {
        timer.stop();
    }
}
