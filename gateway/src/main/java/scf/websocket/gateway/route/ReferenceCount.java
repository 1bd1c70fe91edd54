package scf.websocket.gateway.route;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the users of an API: the routes, each connection until its cleanup is submitted, and each cleanup until it is
 * done. Releases the API's functions when the count drops to zero. Thread-safe.
 */
public final class ReferenceCount {
    /** The routes hold the first reference. */
    private final AtomicLong users = new AtomicLong(1);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable whenUnused;

    /** @param whenUnused runs once, in the thread that ends the last use */
    public ReferenceCount(Runnable whenUnused) {
        this.whenUnused = whenUnused;
    }

    public void begin() {
        users.incrementAndGet();
    }

    /**
     * Ends one use. A use that begins after the last one has ended finds its functions closed, and gets a busy outcome.
     */
    public void end() {
        if (users.decrementAndGet() == 0 && ended.compareAndSet(false, true)) {
            whenUnused.run();
        }
    }
}
