package scf.websocket.channels.config;

import java.time.Duration;

/**
 * A bucket of tokens, one for each command: full with {@link #rate()} of them, and filled from empty within its interval.
 * Its state is one time, the <em>due</em> time, at which it is full again; a time in the past is a full bucket. All times
 * are microseconds since the epoch of Unix. Immutable.
 */
public final class RateBucket {
    private static final int NANOS_OF_MICRO = 1000;

    private final String name;
    private final int rate;
    private final long cost;

    private RateBucket(String name, int rate, long cost) {
        this.name = name;
        this.rate = rate;
        this.cost = cost;
    }

    /** @throws IllegalArgumentException if a token would take less than a microsecond */
    static RateBucket of(String name, Duration interval, int rate) {
        long cost = interval.toNanos() / NANOS_OF_MICRO / rate;
        if (cost < 1) {
            throw new IllegalArgumentException("too many within the interval");
        }
        return new RateBucket(name, rate, cost);
    }

    /** Returns a name that no other bucket of a kind of limits has. */
    public String name() {
        return name;
    }

    /** Returns the number of commands that a full bucket allows. */
    public int rate() {
        return rate;
    }

    /** Returns how many commands are allowed now. */
    public int room(long due, long now) {
        return (int) Math.max(0, (emptiest(now) - Math.max(due, now)) / cost);
    }

    /** Returns how far commands move the due time. */
    public long cost(int commands) {
        return cost * commands;
    }

    /** Returns the due time of an empty bucket. */
    public long emptiest(long now) {
        return now + cost * rate;
    }
}
