package scf.websocket.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The events of one connection that wait for the one under way. Made only when a second message comes: most never need it. */
final class WaitingEvents {
    private static final int OVERHEAD_BYTES = 48;

    private final ArrayDeque<byte[]> events = new ArrayDeque<>(4);
    private long bytes;

    void add(byte[] event) {
        events.add(event);
        bytes += event.length;
    }

    byte @Nullable [] poll() {
        byte[] event = events.poll();
        if (event != null) {
            bytes -= event.length;
        }
        return event;
    }

    /** What an event takes in memory. */
    static long cost(byte[] event) {
        return (long) OVERHEAD_BYTES + event.length;
    }

    /** What all of these take in memory. */
    long cost() {
        return bytes + (long) OVERHEAD_BYTES * events.size();
    }

    int size() {
        return events.size();
    }

    long bytes() {
        return bytes;
    }
}
