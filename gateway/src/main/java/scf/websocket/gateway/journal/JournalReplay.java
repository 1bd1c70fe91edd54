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
 * After a crash: hands the connections that were open to their cleanup, so many a second, and only {@value #WINDOW} at a time, so
 * that the clients of now are served as well. Thread-safe.
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
     * @param perSecond how many cleanups may start in a second
     * @param cleanup starts one, and runs the other argument when it has succeeded
     */
    public JournalReplay(
            Collection<OpenConnection> leftOpen, int perSecond, BiConsumer<OpenConnection, Runnable> cleanup) {
        this.waiting = new ArrayDeque<>(leftOpen);
        this.perTick = Math.max(1, perSecond / TICKS_PER_SECOND);
        this.cleanup = cleanup;
        this.remaining = new AtomicInteger(leftOpen.size());
    }

    /** @param timer runs the ticks, which take no time */
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

    /** An exception would end the ticks, and leave all that wait to the next start. */
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

    /** Each reason once: the next attempt is less than a second away. */
    private void report(String reason) {
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.error("a cleanup could not be started, and is tried again: {}", reason);
        }
    }

    private void done() {
        running.decrementAndGet();
        if (remaining.decrementAndGet() == 0) {
            LOG.info("every connection that the last run left open is cleaned up");
        }
    }

    /** Connections of the last run whose cleanup has not succeeded yet. */
    public int remaining() {
        return remaining.get();
    }

    /** Starts no more; what is left stays in the journal. */
    @Override
    public synchronized void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
