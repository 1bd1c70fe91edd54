package scf.websocket.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks on several event loops, and the moment when all of them have ended. Used once, by one thread. */
public final class EventLoopTasks {
    /** One for each task that has not ended, and one for {@link #ended}. Publishes what the tasks have written. */
    private final AtomicInteger pending = new AtomicInteger(1);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Starts a task. If the event loop has stopped, its connections are closed, and the task counts as ended. */
    public void start(Executor loop, Runnable task) {
        pending.incrementAndGet();
        try {
            run(loop, () -> {
                try {
                    task.run();
                } finally {
                    oneLess();
                }
            });
        } catch (RejectedExecutionException e) {
            oneLess();
        }
    }

    private void oneLess() {
        if (pending.decrementAndGet() == 0) {
            ended.complete(null);
        }
    }

    /** Call it after the last {@link #start}; completes when every task has ended. */
    public CompletionStage<Void> ended() {
        oneLess();
        return ended;
    }

    /**
     * Runs a task now if the caller is on that event loop, which saves a turn of the loop and keeps the order of what
     * the caller does to a connection; otherwise as soon as the loop gets to it.
     *
     * @throws RejectedExecutionException if the event loop has stopped
     */
    public static void run(Executor loop, Runnable task) {
        if (loop instanceof EventExecutor executor && executor.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
