package scf.websocket.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;

/** Runs tasks on event loops. */
public final class EventLoopTasks {
    private EventLoopTasks() {}

    /**
     * Runs a task now if the caller is on that event loop, which saves a turn of the loop and keeps the order of what
     * the caller does to a connection; otherwise as soon as the loop gets to it.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the event loop has stopped
     */
    public static void run(Executor loop, Runnable task) {
        if (loop instanceof EventExecutor executor && executor.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
