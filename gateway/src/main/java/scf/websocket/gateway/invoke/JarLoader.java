package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads instances of one function, each on a thread of its own and within a time limit: the constructor of a function may
 * wait for a database, or forever. Loads one at a time on behalf of events: on two cores, loading eight at once would stall
 * the instances that are already there. Thread-safe.
 */
final class JarLoader {
    private final FunctionTarget.Jar target;
    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Semaphore loading = new Semaphore(1);

    /** @param timer ends loads that exceed the limit; not closed by this object */
    JarLoader(FunctionTarget.Jar target, ScheduledExecutorService timer, Duration limit) {
        this.target = target;
        this.timer = timer;
        this.limit = limit;
    }

    /**
     * Loads an instance and waits for it.
     *
     * @throws FunctionLoadException if it cannot be loaded, or not in time
     */
    JarInstance load(JarVersion version) {
        CompletableFuture<JarInstance> load = begin(version, instance -> {}, () -> {});
        try {
            return load.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            load.thenAccept(JarInstance::close);
            Thread.currentThread().interrupt();
            throw new FunctionLoadException(target + " was not loaded: interrupted", e);
        }
    }

    /**
     * Begins to load an instance, unless another one is being loaded.
     *
     * @param ready receives the instance, before the load is done
     * @return null if another one is being loaded
     */
    @Nullable CompletableFuture<JarInstance> tryLoad(JarVersion version, Consumer<JarInstance> ready) {
        if (!loading.tryAcquire()) {
            return null;
        }
        try {
            return begin(version, ready, loading::release);
        } catch (RuntimeException | Error e) {
            loading.release();
            throw e;
        }
    }

    /** Throws the failure of a load that is done; null is none. */
    static void checkSuccess(@Nullable CompletableFuture<JarInstance> done) {
        if (done != null && done.isCompletedExceptionally()) {
            throw failure(done.handle((instance, failure) -> failure).join());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    /**
     * @param ended called when the thread ends, which may be after its load was given up: a constructor that ignores
     *     interrupts must not have others start beside it
     */
    private CompletableFuture<JarInstance> begin(JarVersion version, Consumer<JarInstance> ready, Runnable ended) {
        JarLoad load = new JarLoad(target, version, ready);
        Thread thread = new Thread(
                () -> {
                    try {
                        load.run();
                    } finally {
                        ended.run();
                    }
                },
                "load-" + target.methodName());
        thread.setDaemon(true);
        Future<?> timeout = timer.schedule(() -> load.expire(thread, limit), limit.toMillis(), TimeUnit.MILLISECONDS);
        load.done().whenComplete((instance, failure) -> timeout.cancel(false));
        thread.start();
        return load.done();
    }
}
