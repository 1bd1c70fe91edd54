package scf.websocket.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The queued events of one connection. Allocated when a second message arrives, which most connections never need. */
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

    /** Returns the memory that an event takes. */
    static long cost(byte[] event) {
        return (long) OVERHEAD_BYTES + event.length;
    }

    /** Returns the memory that the queued events take. */
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
