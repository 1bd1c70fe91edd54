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
 * Monitors the threads that a gateway depends on. Pings each event loop several times within the time limit, so a
 * process that was paused or collecting garbage has missed one ping, not all. Thread-safe once {@linkplain #start
 * started}; {@link #isAlive} is cheap.
 */
public final class Liveness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    /** Consecutive pings that a thread may miss. */
    private static final int PATIENCE = 5;

    private final long tickNanos;
    private final Duration limit;
    private final List<Supplier<List<? extends Executor>>> groups = new ArrayList<>();
    private final Map<String, BooleanSupplier> threads = new LinkedHashMap<>();
    private final IdentityHashMap<Executor, ThreadProbe> pulses = new IdentityHashMap<>();
    private final Thread watchdog = new Thread(this::run, "liveness");
    private volatile boolean closed;
    private volatile List<String> faults = List.of();

    /** @param limit time within which each thread has to respond */
    public Liveness(Duration limit) {
        this.limit = limit;
        this.tickNanos = limit.dividedBy(PATIENCE).toNanos();
        watchdog.setDaemon(true);
    }

    /**
     * Adds a thread pool. Call before the start.
     *
     * @param group the executors to ping; read again each time
     */
    public void watch(Supplier<List<? extends Executor>> group) {
        groups.add(group);
    }

    /**
     * Adds a thread that may be busy for a long time. Call before the start.
     *
     * @param alive whether the thread has not died
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

    /** Returns one line for each thread that has died or does not respond. */
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
            LOG.error("could not check the threads", e);
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
            LOG.info("all threads respond again");
        } else {
            LOG.error("/healthz is 503, a thread has ended or has not answered for {} s: {}", limit.toSeconds(), found);
        }
    }

    /** Stops monitoring, so that a regular shutdown is not reported as a fault. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watchdog);
    }
}
