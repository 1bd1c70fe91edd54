package scf.websocket.gateway.invoke;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a function jar, one for each instance. Replaces a thread whose function neither returns nor reacts to
 * an interrupt, because a JVM cannot kill it; at most as many as there are instances. Thread-safe.
 */
final class JarWorkers implements Executor, AutoCloseable {
    private static final long KEEP_ALIVE_SECONDS = 60;

    private final ThreadPoolExecutor pool;
    private final int instances;
    private int lost;

    JarWorkers(String name, int instances, int maxWaiting) {
        this.instances = instances;
        this.pool = new ThreadPoolExecutor(
                instances,
                instances,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws java.util.concurrent.RejectedExecutionException if the queue is full, or after {@link #close} */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    synchronized void replaceOne() {
        lost++;
        resize();
    }

    synchronized void replacedThreadEnded() {
        lost--;
        resize();
    }

    private void resize() {
        int size = instances + Math.max(0, Math.min(lost, instances));
        if (size > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
