package scf.websocket.gateway.function;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a function jar in this process as SCF runs it: each instance in a class loader of its own, one event at a time, made
 * when the running ones are all busy, thrown away when it overruns its time limit. Up to {@code instances} run in parallel, and
 * {@value #MAX_WAITING} events wait; the next is {@link InvocationOutcome.Busy}.
 */
public final class JarInvoker implements FunctionInvoker {
    private static final int MAX_WAITING = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(JarInvoker.class);

    private final FunctionTarget.Jar target;
    private final Duration timeLimit;
    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor workers;
    private final ConcurrentLinkedDeque<JarInstance> idle = new ConcurrentLinkedDeque<>();

    /**
     * Loads the first instance, so that a wrong jar, class, method or setting shows at start.
     *
     * @param timeLimit what the function is told and held to
     * @param timer fires the time limits; not closed by this object
     * @throws FunctionLoadException if the function cannot be loaded
     */
    public JarInvoker(FunctionTarget.Jar target, int instances, Duration timeLimit, ScheduledExecutorService timer) {
        this.target = target;
        this.timeLimit = timeLimit;
        this.timer = timer;
        this.idle.push(JarInstance.load(target));
        this.workers = new ThreadPoolExecutor(
                instances, instances, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "function-" + target.methodName() + "-" + simpleName(target));
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    private static String simpleName(FunctionTarget.Jar target) {
        return target.className().substring(target.className().lastIndexOf('.') + 1);
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        try {
            workers.execute(() -> run(event, outcome));
        } catch (RejectedExecutionException e) {
            outcome.complete(new InvocationOutcome.Busy());
        }
        return outcome;
    }

    private void run(byte[] event, CompletableFuture<InvocationOutcome> outcome) {
        JarInstance instance;
        try {
            instance = takeInstance();
        } catch (FunctionLoadException e) {
            outcome.complete(new InvocationOutcome.Failed(e.getMessage()));
            return;
        }
        Thread worker = Thread.currentThread();
        ScheduledFuture<?> limit = timer.schedule(
                () -> {
                    if (outcome.complete(new InvocationOutcome.TimedOut())) {
                        worker.interrupt();
                    }
                },
                timeLimit.toMillis(),
                TimeUnit.MILLISECONDS);
        InvocationOutcome result = instance.invoke(event, timeLimit);
        limit.cancel(false);
        if (outcome.complete(result)) {
            idle.push(instance);
        } else {
            // It overran: SCF would end its process. The interrupt that ended it must not reach the next event.
            instance.close();
            LOG.warn(
                    "{} did not keep its time limit of {} ms; the instance is discarded", target, timeLimit.toMillis());
        }
        boolean ignored = Thread.interrupted();
    }

    private JarInstance takeInstance() {
        JarInstance instance = idle.poll();
        return instance != null ? instance : JarInstance.load(target);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        JarInstance instance = idle.poll();
        while (instance != null) {
            instance.close();
            instance = idle.poll();
        }
    }
}
