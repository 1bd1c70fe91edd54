package scf.websocket.gateway.function;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
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
        int users;

        Shared(FunctionInvoker invoker) {
            this.invoker = invoker;
        }
    }

    private final InvokerFactory factory;
    private final InvocationLimit limit;
    private final GatewayMetrics metrics;
    private final Map<Key, Shared> shared = new HashMap<>();

    public InvokerPool(InvokerFactory factory, InvocationLimit limit, GatewayMetrics metrics) {
        this.factory = factory;
        this.limit = limit;
        this.metrics = metrics;
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
            found = new Shared(make(key));
            shared.put(key, found);
        }
        found.users++;
        return found.invoker;
    }

    private FunctionInvoker make(Key key) {
        FunctionInvoker measured =
                new MeasuredInvoker(factory.make(key.kind(), key.target(), key.timeLimit()), key.kind(), metrics);
        FunctionInvoker punctual =
                new PunctualInvoker(measured, key.timeLimit().multipliedBy(2).plus(OVERDUE));
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
