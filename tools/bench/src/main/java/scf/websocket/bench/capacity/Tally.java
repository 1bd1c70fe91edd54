package scf.websocket.bench.capacity;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients have done and seen. Thread-safe. */
final class Tally {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong pings = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    void countSent() {
        sent.incrementAndGet();
    }

    void countReceived() {
        received.incrementAndGet();
    }

    void countPing() {
        pings.incrementAndGet();
    }

    void failed(String what) {
        failures.add(what);
    }

    /** Messages whose event has reached the function. */
    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    long pings() {
        return pings.get();
    }

    /** @throws IllegalStateException if a client failed */
    void check() {
        String first = failures.peek();
        if (first != null) {
            throw new IllegalStateException(first);
        }
    }
}
