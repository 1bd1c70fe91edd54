package scf.websocket.gateway.invoke;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client and the threads that all scf: targets share. Up to {@value #MAX_WAITING} calls wait for a thread.
 * Thread-safe.
 */
final class ScfService implements AutoCloseable {
    private static final int MAX_WAITING = 1024;

    private final ScfClient client;
    private final ThreadPoolExecutor threads;
    private final LongSupplier nanoTime;

    ScfService(ScfCredentials credentials, @Nullable URI endpoint, int parallelism, LongSupplier nanoTime) {
        this(new ScfClient(credentials, endpoint, parallelism, nanoTime), parallelism, nanoTime);
    }

    ScfService(ScfClient client, int parallelism, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.client = client;
        this.threads = new ThreadPoolExecutor(
                parallelism, parallelism, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "function-scf");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    ScfInvoker invoker(FunctionTarget.Scf target, Duration timeLimit) {
        return new ScfInvoker(client, threads, target, timeLimit, nanoTime);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
