package scf.websocket.channels.store;

import java.time.Duration;

/** How many publications a channel keeps, and for how long. Immutable. */
public final class HistoryLimits {
    private final int size;
    private final Duration lifetime;

    private HistoryLimits(int size, Duration lifetime) {
        if (size < 1 || lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("a history keeps at least one publication for some time");
        }
        this.size = size;
        this.lifetime = lifetime;
    }

    /** @throws IllegalArgumentException unless both are positive */
    public static HistoryLimits of(int size, Duration lifetime) {
        return new HistoryLimits(size, lifetime);
    }

    /** Returns how many publications are kept, 1 or more. */
    public int size() {
        return size;
    }

    /** Returns how long they are kept. */
    public Duration lifetime() {
        return lifetime;
    }
}
