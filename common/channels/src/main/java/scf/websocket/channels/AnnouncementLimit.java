package scf.websocket.channels;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds the join and leave pushes of each channel: in a busy one, where nobody could follow them, this instance drops
 * those above {@link #PER_SECOND}. Presence remains right. Thread-safe.
 */
final class AnnouncementLimit {
    static final int PER_SECOND = 10;

    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_CHANNELS = 1000;

    private final LongSupplier nanoTime;

    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_CHANNELS;
        }
    };

    private static final class Window {
        private final long since;
        private int count;

        Window(long since) {
            this.since = since;
        }
    }

    /** @param nanoTime a monotonic clock */
    AnnouncementLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether one more push may go out now, and counts it. */
    synchronized boolean allows(String channel) {
        long now = nanoTime.getAsLong();
        Window window = windows.get(channel);
        if (window == null || now - window.since >= WINDOW_NANOS) {
            window = new Window(now);
            windows.put(channel, window);
        }
        return ++window.count <= PER_SECOND;
    }
}
