package scf.websocket.push;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point in time on a monotonic clock, by which work must be finished. Immutable. */
public final class Deadline {
    private final LongSupplier clock;
    private final long nanoTime;

    private Deadline(LongSupplier clock, long nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * @param time from now; zero or negative has already passed
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** Returns the remaining time, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, left()));
    }

    public boolean isOver() {
        return left() <= 0;
    }

    private long left() {
        return nanoTime - clock.getAsLong();
    }
}
