package scf.websocket.bench.capacity;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass while something is counted. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
