package scf.websocket.gateway.tail;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Numbered messages between nodes in one direction that are not done, limited in number and bytes. Thread-safe. */
final class MessagesInFlight {
    private static final int MAX_MESSAGES = 10_000;
    private static final long MAX_BYTES = 64L << 20;

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Returns false if a limit is reached; otherwise {@link #end} must follow. */
    boolean begin(int size) {
        int count = messages.incrementAndGet();
        if (bytes.addAndGet(size) > MAX_BYTES || count > MAX_MESSAGES) {
            end(size);
            return false;
        }
        return true;
    }

    void end(int size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
