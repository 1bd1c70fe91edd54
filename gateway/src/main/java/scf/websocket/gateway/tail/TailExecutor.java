package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One thread with a clock. Drops tasks once it has stopped. */
interface TailExecutor extends Executor {
    /**
     * Runs a task later.
     *
     * @return cancels it; does nothing once it has run
     */
    Runnable schedule(Runnable task, Duration delay);

    /** Returns the time of a monotonic clock. */
    long nanoTime();
}
