package scf.websocket.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until no work is left. Checks whenever it is notified of progress. Thread-safe. */
final class WorkLeft {
    private final BooleanSupplier any;
    private final LongSupplier nanoTime;
    private final Semaphore changes = new Semaphore(0);

    /** @param any whether any work is left */
    WorkLeft(BooleanSupplier any, LongSupplier nanoTime) {
        this.any = any;
        this.nanoTime = nanoTime;
    }

    /** Notifies that there is less work than before. Never blocks. */
    void less() {
        changes.release();
    }

    /**
     * Returns when no work is left, or after the time limit. Relies on a call of {@link #less} after each step that may
     * finish the work.
     */
    void awaitNone(Duration limit) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        while (any.getAsBoolean() && changes.tryAcquire(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
            changes.drainPermits();
        }
    }
}
