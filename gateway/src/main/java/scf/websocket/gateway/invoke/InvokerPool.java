package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The invokers in use. Two APIs that call one target in one way share its invoker, and so do an API and its successor after a reload:
 * instances of a jar stay warm. An invoker that nobody needs any more is closed. Thread-safe.
 */
public final class InvokerPool implements AutoCloseable {
    private static final Duration REGISTER_PATIENCE = Duration.ofSeconds(3);

    /** A way of calling a target. */
    public record Key(FunctionKind kind, FunctionTarget target, Duration timeLimit) {}

    /** Beyond the wait for an instance and the call, each of which has the time limit: only a fault of ours takes longer. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private static final class Shared {
        final FunctionInvoker invoker;
        final FunctionInvoker inner;
        int users;

        /** @param inner without what counts and limits it */
        Shared(FunctionInvoker invoker, FunctionInvoker inner) {
            this.invoker = invoker;
            this.inner = inner;
        }
    }

    private final InvokerFactory factory;
    private final InvocationLimit limit;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<Key, Shared> shared = new HashMap<>();

    /** @param nanoTime measures the calls */
    public InvokerPool(InvokerFactory factory, InvocationLimit limit, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.factory = factory;
        this.limit = limit;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /**
     * An invoker for {@link #release}, counted and limited: at the limit, events wait; those of register for three seconds, then they
     * are busy.
     *
     * @throws FunctionLoadException if the function cannot be loaded
     */
    public synchronized FunctionInvoker acquire(Key key) {
        Shared found = shared.get(key);
        if (found == null) {
            found = make(key);
            shared.put(key, found);
        }
        found.users++;
        return found.invoker;
    }

    private Shared make(Key key) {
        FunctionInvoker inner = factory.make(key.kind(), key.target(), key.timeLimit());
        return new Shared(limited(key, inner), inner);
    }

    private FunctionInvoker limited(Key key, FunctionInvoker inner) {
        FunctionInvoker measured = new MeasuredInvoker(inner, key.kind(), metrics, nanoTime);
        FunctionInvoker punctual =
                new TimeoutInvoker(measured, key.timeLimit().multipliedBy(2).plus(OVERDUE));
        return key.kind() == FunctionKind.REGISTER
                ? LimitedInvoker.waiting(punctual, limit, key.kind(), REGISTER_PATIENCE)
                : LimitedInvoker.waiting(punctual, limit, key.kind());
    }

    /** Once for each {@link #acquire}. What is under way at an invoker that is closed by this may be cut off. */
    public synchronized void release(Key key) {
        Shared found = shared.get(key);
        if (found != null && --found.users == 0) {
            shared.remove(key);
            found.invoker.close();
        }
    }

    /** Loads the jars anew whose files have changed: all of them, or none if one cannot be loaded, which the log says. Blocks meanwhile. */
    public void renewJars() {
        JarRenewals.run(jars());
    }

    private synchronized List<JarInvoker> jars() {
        return shared.values().stream()
                .map(found -> found.inner)
                .filter(JarInvoker.class::isInstance)
                .map(JarInvoker.class::cast)
                .toList();
    }

    /** Threads that all calls share; those that are there by now. Does not wait for functions that are being loaded. */
    public List<Executor> loops() {
        return factory.loops();
    }

    /** How many invokers are in use. */
    public synchronized int size() {
        return shared.size();
    }

    @Override
    public synchronized void close() {
        shared.values().forEach(found -> found.invoker.close());
        shared.clear();
        factory.close();
    }
}
