package scf.websocket.gateway.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether all threads work that a gateway cannot do without. Each event loop is asked for a sign of life several times within the time
 * limit; a process that was stopped or collected garbage meanwhile has missed one sign, not all. Thread-safe once it has
 * {@linkplain #start started}; to ask whether it is alive costs nothing.
 */
public final class Liveness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    /** Signs that a thread may miss in a row. */
    private static final int PATIENCE = 5;

    private final long tickNanos;
    private final Duration limit;
    private final List<Supplier<List<? extends Executor>>> groups = new ArrayList<>();
    private final Map<String, BooleanSupplier> threads = new LinkedHashMap<>();
    private final IdentityHashMap<Executor, ThreadProbe> pulses = new IdentityHashMap<>();
    private final Thread watchdog = new Thread(this::run, "liveness");
    private volatile boolean closed;
    private volatile List<String> faults = List.of();

    /** @param limit within which each thread has to answer */
    public Liveness(Duration limit) {
        this.limit = limit;
        this.tickNanos = limit.dividedBy(PATIENCE).toNanos();
        watchdog.setDaemon(true);
    }

    /**
     * Before the start.
     *
     * @param group threads that run tasks; those that it holds at the time are asked
     */
    public void watch(Supplier<List<? extends Executor>> group) {
        groups.add(group);
    }

    /**
     * Before the start.
     *
     * @param alive whether a thread that may be busy for long has not ended
     */
    public void watch(String name, BooleanSupplier alive) {
        threads.put(name, alive);
    }

    public void start() {
        watchdog.start();
    }

    public boolean isAlive() {
        return faults().isEmpty();
    }

    /** One line for each thread that has ended or does not answer. */
    public List<String> faults() {
        boolean watched = closed || watchdog.isAlive() || watchdog.getState() == Thread.State.NEW;
        return watched ? faults : List.of("liveness has ended");
    }

    private void run() {
        while (!closed) {
            tick();
            LockSupport.parkNanos(tickNanos);
        }
    }

    private void tick() {
        List<String> found = new ArrayList<>();
        try {
            for (Supplier<List<? extends Executor>> group : groups) {
                for (Executor executor : group.get()) {
                    ask(executor, found);
                }
            }
            threads.forEach((name, alive) -> {
                if (!alive.getAsBoolean()) {
                    found.add(name + " has ended");
                }
            });
        } catch (RuntimeException e) {
            LOG.error("the threads could not be asked whether they are alive", e);
        }
        if (!found.equals(faults) && !closed) {
            report(found);
            faults = List.copyOf(found);
        }
    }

    private void ask(Executor executor, List<String> found) {
        ThreadProbe pulse =
                pulses.computeIfAbsent(executor, asked -> new ThreadProbe("thread " + (pulses.size() + 1), asked));
        pulse.beat();
        String fault = pulse.fault(PATIENCE);
        if (fault != null) {
            found.add(pulse.name() + " " + fault);
        }
    }

    private void report(List<String> found) {
        if (found.isEmpty()) {
            LOG.info("all threads answer again");
        } else {
            LOG.error("/healthz is 503, a thread has ended or has not answered for {} s: {}", limit.toSeconds(), found);
        }
    }

    /** What ends from now on ends as it should. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watchdog);
    }
}
