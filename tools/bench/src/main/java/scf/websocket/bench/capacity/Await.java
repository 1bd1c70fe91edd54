package scf.websocket.bench.capacity;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do. */
final class Await {
    private Await() {}

    /** @throws IllegalStateException if it is not so in time */
    static void until(String what, Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within " + within.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Lets a time go by in which something is counted. */
    static void elapse(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
