package scf.websocket.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until no work is left: asks when it is told that there is less. Thread-safe. */
final class WorkLeft {
    private final BooleanSupplier any;
    private final LongSupplier nanoTime;
    private final Semaphore changes = new Semaphore(0);

    /** @param any whether there is any */
    WorkLeft(BooleanSupplier any, LongSupplier nanoTime) {
        this.any = any;
        this.nanoTime = nanoTime;
    }

    /** There is less than before, perhaps none. Never blocks. */
    void less() {
        changes.release();
    }

    /** Returns when there is none, or after the time limit. Whatever may lead to none has to call {@link #less} by then. */
    void awaitNone(Duration limit) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        while (any.getAsBoolean() && changes.tryAcquire(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
            changes.drainPermits();
        }
    }
}
