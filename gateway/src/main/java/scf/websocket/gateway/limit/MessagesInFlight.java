package scf.websocket.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Messages between nodes that are in flight in one direction, limited in number and bytes. Thread-safe. */
public final class MessagesInFlight {
    private static final int MAX_MESSAGES = 10_000;
    private static final long MAX_BYTES = 64L << 20;

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Returns false if a limit is reached; otherwise {@link #end} must follow. */
    public boolean begin(int size) {
        int count = messages.incrementAndGet();
        if (bytes.addAndGet(size) > MAX_BYTES || count > MAX_MESSAGES) {
            end(size);
            return false;
        }
        return true;
    }

    public void end(int size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
