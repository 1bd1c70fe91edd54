package scf.websocket.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until no work is left: asks when it is told that there is less. Thread-safe. */
final class WorkLeft {
    private final BooleanSupplier any;
    private final Semaphore changes = new Semaphore(0);

    /** @param any whether there is any */
    WorkLeft(BooleanSupplier any) {
        this.any = any;
    }

    /** There is less than before, perhaps none. Never blocks. */
    void less() {
        changes.release();
    }

    /** Returns when there is none, or after the time limit. Whatever may lead to none has to call {@link #less} by then. */
    void awaitNone(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (any.getAsBoolean() && changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            changes.drainPermits();
        }
    }
}
