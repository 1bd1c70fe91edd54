package scf.websocket.gateway.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;

/**
 * Cleans up after a crash: submits the connections that were open, at a limited rate and with at most {@value #WINDOW}
 * in flight, to leave capacity for current clients. Thread-safe.
 */
public final class JournalReplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);
    private static final int WINDOW = 1000;
    private static final int TICKS_PER_SECOND = 20;

    private final Queue<OpenConnection> waiting;
    private final int perTick;
    private final BiConsumer<OpenConnection, Runnable> cleanup;
    private final AtomicInteger remaining;
    private final AtomicInteger running = new AtomicInteger();
    private @Nullable ScheduledFuture<?> ticks;
    private String reported = "";

    /**
     * @param perSecond limit on cleanups started per second
     * @param cleanup starts a cleanup, and runs its second argument when that has succeeded
     */
    public JournalReplay(
            Collection<OpenConnection> leftOpen, int perSecond, BiConsumer<OpenConnection, Runnable> cleanup) {
        this.waiting = new ArrayDeque<>(leftOpen);
        this.perTick = Math.max(1, perSecond / TICKS_PER_SECOND);
        this.cleanup = cleanup;
        this.remaining = new AtomicInteger(leftOpen.size());
    }

    /** @param timer runs the ticks, which do not block */
    public synchronized void start(ScheduledExecutorService timer) {
        if (waiting.isEmpty()) {
            return;
        }
        LOG.warn("the last run left {} connections open; their cleanup runs now", waiting.size());
        ticks = timer.scheduleAtFixedRate(this::tick, 0, 1000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
        for (int i = 0; i < perTick && running.get() < WINDOW; i++) {
            OpenConnection connection = waiting.poll();
            if (connection == null) {
                close();
                return;
            }
            running.incrementAndGet();
            if (!start(connection)) {
                return;
            }
        }
    }

    /**
     * Catches everything: an exception would cancel the ticks and leave the remaining connections to the next start.
     */
    private boolean start(OpenConnection connection) {
        try {
            cleanup.accept(connection, this::done);
            return true;
        } catch (RuntimeException | Error e) {
            report(Failures.line(e));
            running.decrementAndGet();
            waiting.add(connection);
            return false;
        }
    }

    /** Logs a repeated reason once, because retries come within a second. */
    private void report(String reason) {
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.error("could not start a cleanup, retrying: {}", reason);
        }
    }

    private void done() {
        running.decrementAndGet();
        if (remaining.decrementAndGet() == 0) {
            LOG.info("cleaned up all connections that the last run left open");
        }
    }

    /** Returns the number of connections of the last run whose cleanup has not succeeded yet. */
    public int remaining() {
        return remaining.get();
    }

    /** Starts no further cleanups; the remaining connections stay in the journal. */
    @Override
    public synchronized void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
