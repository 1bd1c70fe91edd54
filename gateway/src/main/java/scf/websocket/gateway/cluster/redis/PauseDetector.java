package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that this whole process was stopped for a while (SIGSTOP, a frozen container, a machine that was suspended or has no time for
 * it), as opposed to one of its threads that waits for Redis. After such a stop others may have taken the node for dead. Thread-safe.
 */
final class PauseDetector implements AutoCloseable {
    private static final int BEATS_PER_LIMIT = 8;

    private final long limitNanos;
    private final LongSupplier nanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cluster-pulse");
        made.setDaemon(true);
        return made;
    });

    private volatile long beatAt;
    private volatile long stops;
    private volatile long settled;

    /**
     * @param limit a longer stop is one
     * @param nanos a clock that goes on while the process is stopped
     */
    PauseDetector(Duration limit, LongSupplier nanos) {
        this.limitNanos = limit.toNanos();
        this.nanos = nanos;
        this.beatAt = nanos.getAsLong();
    }

    void start() {
        beatAt = nanos.getAsLong();
        long period = Math.max(1, limitNanos / BEATS_PER_LIMIT);
        thread.scheduleAtFixedRate(this::beat, period, period, TimeUnit.NANOSECONDS);
    }

    /** Reads the clock once: a stop between two readings would go unnoticed. */
    void beat() {
        long now = nanos.getAsLong();
        look(now);
        beaten(now);
    }

    private synchronized void beaten(long now) {
        if (now - beatAt > 0) {
            beatAt = now;
        }
    }

    /** The first caller after a stop notices it, on any thread. */
    private void look(long now) {
        if (now - beatAt > limitNanos) {
            stopped(now);
        }
    }

    private synchronized void stopped(long now) {
        if (now - beatAt > limitNanos) {
            stops = stops + 1;
            beatAt = now;
        }
    }

    /** How many stops there were so far. */
    long stops() {
        look(nanos.getAsLong());
        return stops;
    }

    /** It is known what the others made of these stops. */
    synchronized void settled(long seen) {
        settled = Math.max(settled, seen);
    }

    /** Whether there was a stop of which that is not known yet. */
    boolean isDoubtful() {
        return stops() != settled;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
