package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Loads one instance. The first of result and timeout decides; an instance that comes too late is closed. */
final class JarLoad implements Runnable {
    private final FunctionTarget.Jar target;
    private final JarVersion version;
    private final Consumer<JarInstance> ready;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CompletableFuture<JarInstance> done = new CompletableFuture<>();

    /** @param ready receives the instance, before the load is done */
    JarLoad(FunctionTarget.Jar target, JarVersion version, Consumer<JarInstance> ready) {
        this.target = target;
        this.version = version;
        this.ready = ready;
    }

    CompletableFuture<JarInstance> done() {
        return done;
    }

    @Override
    public void run() {
        JarInstance instance;
        try {
            instance = JarInstance.load(target, version);
        } catch (Throwable e) {
            // Errors, too: an event waits for the outcome.
            if (decided.compareAndSet(false, true)) {
                done.completeExceptionally(e);
            }
            return;
        }
        if (decided.compareAndSet(false, true)) {
            hand(instance);
        } else {
            instance.close();
        }
    }

    private void hand(JarInstance instance) {
        try {
            ready.accept(instance);
            done.complete(instance);
        } catch (RuntimeException | Error e) {
            instance.close();
            done.completeExceptionally(e);
        }
    }

    /** Gives the load up if it has not ended. */
    void expire(Thread thread, Duration limit) {
        if (decided.compareAndSet(false, true)) {
            thread.interrupt();
            done.completeExceptionally(
                    new FunctionLoadException(target + " does not start within " + limit.toMillis() + " ms", null));
        }
    }
}
