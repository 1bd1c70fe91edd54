package scf.websocket.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;

/** Waits for conditions of other processes, which tell nobody when they come true. */
final class Await {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Await() {}

    /** A condition that may fail to be asked. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns as soon as it holds; fails with the description when the time is over. */
    static void until(String description, Duration within, Condition condition) throws Exception {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                Assertions.fail("Not within " + within.toSeconds() + " s: " + description);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
