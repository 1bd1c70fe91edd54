package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Detects that the whole process was paused (SIGSTOP, a frozen container, a suspended or overloaded machine), as
 * opposed to a thread that waits for Redis. After a pause, other nodes may consider this one dead. Thread-safe.
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
     * @param limit the shortest pause to report
     * @param nanos a clock that advances while the process is paused
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

    /** Reads the clock only once: a pause between two reads would go unnoticed. */
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

    /** The first caller after a pause records it, on any thread. */
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

    /** Returns the number of pauses so far. */
    long stops() {
        look(nanos.getAsLong());
        return stops;
    }

    /** The consequences of these pauses are known. */
    synchronized void settled(long seen) {
        settled = Math.max(settled, seen);
    }

    /** Whether there was a pause whose consequences are still unknown. */
    boolean isDoubtful() {
        return stops() != settled;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
