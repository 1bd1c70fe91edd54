package scf.websocket.testing.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that nothing signals, up to a deadline. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    /** Most conditions ask another process, and should not take its processor. */
    private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Await() {}

    /** A condition whose evaluation may fail, which ends the wait. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits for up to 15 s.
     *
     * @param what completes "not within 15 s: "
     * @throws AssertionError if the condition does not hold in time, or cannot be evaluated
     */
    public static void until(String what, Condition condition) {
        until(what, DEADLINE, condition);
    }

    /**
     * The same with another limit, for what takes longer on a busy machine.
     *
     * @throws AssertionError if the condition does not hold in time, or cannot be evaluated
     */
    public static void until(String what, Duration limit, Condition condition) {
        long start = System.nanoTime();
        while (!holds(what, condition)) {
            long waited = System.nanoTime() - start;
            if (waited > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(Math.max(SHORTEST_PAUSE, Math.min(MAX_PAUSE, waited / 4)));
        }
    }

    private static boolean holds(String what, Condition condition) {
        try {
            return condition.holds();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("cannot tell: " + what, e);
        }
    }
}
