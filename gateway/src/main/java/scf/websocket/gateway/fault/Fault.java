package scf.websocket.gateway.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A fault that lasts. {@link Faults} guards what changes. */
public final class Fault {
    private final long id;
    private final FaultRequest request;
    private final Instant endsAt;
    private final Runnable whenEnded;
    private int left;
    private @Nullable Future<?> timer;

    /** @param whenEnded mends what it broke */
    Fault(long id, FaultRequest request, Instant endsAt, Runnable whenEnded) {
        this.id = id;
        this.request = request;
        this.endsAt = endsAt;
        this.whenEnded = whenEnded;
        this.left = request.count();
    }

    public long id() {
        return id;
    }

    public FaultRequest request() {
        return request;
    }

    public FaultKind kind() {
        return request.kind();
    }

    public Duration delay() {
        return request.delay();
    }

    public Instant endsAt() {
        return endsAt;
    }

    /** Returns how many events or pushes it will hit, as of now. */
    public synchronized int left() {
        return left;
    }

    /** Returns how it is named with an event that it hit. */
    public String label() {
        return kind().wireName() + " #" + id;
    }

    /** @return false if it has hit all that it may hit */
    synchronized boolean hit() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    synchronized void endBy(Future<?> task) {
        timer = task;
    }

    /** Mends what it broke. */
    synchronized void ended() {
        if (timer != null) {
            timer.cancel(false);
        }
        whenEnded.run();
    }
}
