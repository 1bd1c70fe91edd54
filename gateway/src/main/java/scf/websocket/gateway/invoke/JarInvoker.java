package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a function jar in this process like SCF: each instance has its own class loader and handles one event at a time,
 * is loaded when all others are busy, and is discarded when it exceeds its timeout. An event never waits for a load while
 * another instance is free. Up to {@code instances} run
 * concurrently, and {@value #MAX_WAITING} events wait for one timeout at most; beyond that the outcome is {@link
 * InvocationOutcome.Busy}. All instances use the same jar; only {@link #renewal} loads a changed one.
 */
public final class JarInvoker implements FunctionInvoker {
    private static final int MAX_WAITING = 1024;
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** SCF's default limit for the start of a function. */
    private static final Duration LOAD_WITHIN = Duration.ofSeconds(65);

    private static final Logger LOG = LoggerFactory.getLogger(JarInvoker.class);

    private final FunctionTarget.Jar target;
    private final Duration timeLimit;
    private final ScheduledExecutorService timer;
    private final JarWorkers workers;
    private final LinkedBlockingDeque<JarInstance> idle = new LinkedBlockingDeque<>();
    private final JarLoader loader;
    private volatile JarVersion version;
    private volatile boolean closed;

    /**
     * Loads the first instance, so that an invalid jar, class, method or setting fails the start.
     *
     * @param timeLimit reported to the function and enforced
     * @param timer runs the timeouts; not closed by this object
     * @throws FunctionLoadException if the function cannot be loaded
     */
    public JarInvoker(FunctionTarget.Jar target, int instances, Duration timeLimit, ScheduledExecutorService timer) {
        this.target = target;
        this.timeLimit = timeLimit;
        this.timer = timer;
        this.version = JarVersion.of(target);
        this.loader = new JarLoader(target, timer, LOAD_WITHIN);
        this.idle.push(loader.load(version));
        this.workers =
                new JarWorkers("function-" + target.methodName() + "-" + simpleName(target), instances, MAX_WAITING);
    }

    private static String simpleName(FunctionTarget.Jar target) {
        return target.className().substring(target.className().lastIndexOf('.') + 1);
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        JarCall call = new JarCall();
        Future<?> patience = afterTimeLimit(call::expireIfWaiting);
        try {
            workers.execute(() -> {
                run(event, call);
                patience.cancel(false);
            });
        } catch (RejectedExecutionException e) {
            patience.cancel(false);
            call.expireIfWaiting();
        }
        return call.outcome();
    }

    private Future<?> afterTimeLimit(Runnable task) {
        return timer.schedule(task, timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(byte[] event, JarCall call) {
        JarInstance instance;
        try {
            instance = takeInstance(call);
        } catch (FunctionLoadException e) {
            unreachable(call, e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("an instance of {} could not be loaded", target, e);
            unreachable(call, "internal error");
            return;
        }
        if (instance == null) {
            return;
        }
        if (!call.begin()) {
            giveBack(instance);
            return;
        }
        Future<?> limit = afterTimeLimit(() -> {
            if (call.expire()) {
                workers.replaceOne();
            }
        });
        InvocationOutcome result = instance.invoke(event, timeLimit);
        limit.cancel(false);
        if (call.end()) {
            boolean current = isCurrent(instance);
            if (current) {
                // First, because the receiver of the outcome may send the next event immediately.
                idle.push(instance);
            }
            call.outcome().complete(result);
            if (!current) {
                instance.close();
            }
        } else {
            try {
                discard(instance);
            } finally {
                call.gone();
            }
        }
    }

    private static void unreachable(JarCall call, String reason) {
        if (call.begin() && call.end()) {
            call.outcome().complete(new InvocationOutcome.Unreachable(reason));
        }
    }

    /** SCF would kill the process of such a function; here its thread was already replaced and now ends. */
    private void discard(JarInstance instance) {
        LOG.warn("{} exceeded its timeout of {} ms; the instance is discarded", target, timeLimit.toMillis());
        // Clear the interrupt that ended the function, so that the next event does not get it.
        boolean ignored = Thread.interrupted();
        instance.close();
        workers.replacedThreadEnded();
    }

    /**
     * Returns an idle instance, and has a new one loaded meanwhile if there is none. The event takes whichever is ready
     * first: it does not pay for the load if an instance becomes idle before.
     *
     * @return null if the event has expired meanwhile
     */
    private @Nullable JarInstance takeInstance(JarCall call) {
        boolean interrupted = false;
        JarInstance instance = current(idle.poll());
        CompletableFuture<JarInstance> load = null;
        while (instance == null && call.isWaiting()) {
            try {
                if (load == null || load.isDone()) {
                    JarLoader.checkSuccess(load);
                    load = loader.tryLoad(version, this::makeAvailable);
                }
                instance = current(idle.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                // The gateway is stopping; the event still gets an outcome.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return instance;
    }

    private void makeAvailable(JarInstance instance) {
        giveBack(instance);
        if (closed) {
            closeIdle();
        }
    }

    private boolean isCurrent(JarInstance instance) {
        return instance.version().equals(version);
    }

    /** Returns the instance if it is of the current jar; otherwise closes it and returns null. */
    private @Nullable JarInstance current(@Nullable JarInstance instance) {
        if (instance != null && !isCurrent(instance)) {
            instance.close();
            return null;
        }
        return instance;
    }

    private void giveBack(JarInstance instance) {
        JarInstance usable = current(instance);
        if (usable != null) {
            idle.push(usable);
        }
    }

    /**
     * Loads the jar if its file has changed, without using it yet.
     *
     * @throws FunctionLoadException if it cannot be loaded
     */
    Optional<JarRenewal> renewal() {
        JarVersion now = JarVersion.of(target);
        return now.equals(version) ? Optional.empty() : Optional.of(new JarRenewal(loader.load(now), this::use));
    }

    /** Switches to this instance and its jar. Instances of the old jar are closed after their current event. */
    private void use(JarInstance first) {
        version = first.version();
        List<JarInstance> before = new ArrayList<>();
        idle.drainTo(before);
        idle.push(first);
        before.forEach(this::giveBack);
        if (closed) {
            closeIdle();
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.close();
        closeIdle();
    }

    private void closeIdle() {
        JarInstance instance = idle.poll();
        while (instance != null) {
            instance.close();
            instance = idle.poll();
        }
    }
}
