package scf.websocket.gateway.route;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what needs an API: the routes, each connection until its end is submitted for cleanup, and each cleanup until it is through.
 * When nothing does, its functions can be let go of. Thread-safe.
 */
public final class ReferenceCount {
    /** The routes hold the first. */
    private final AtomicLong users = new AtomicLong(1);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable whenUnused;

    /** @param whenUnused run once, by the thread that ends the last use */
    public ReferenceCount(Runnable whenUnused) {
        this.whenUnused = whenUnused;
    }

    /** One more. */
    public void begin() {
        users.incrementAndGet();
    }

    /** One less. A use that began after the last had ended finds its functions closed, which it sees as busy. */
    public void end() {
        if (users.decrementAndGet() == 0 && ended.compareAndSet(false, true)) {
            whenUnused.run();
        }
    }
}
