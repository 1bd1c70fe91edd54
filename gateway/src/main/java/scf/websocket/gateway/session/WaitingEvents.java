package scf.websocket.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The events of one connection that wait for the one under way. Made only when a second message comes: most never need it. */
final class WaitingEvents {
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

    int size() {
        return events.size();
    }

    long bytes() {
        return bytes;
    }
}
