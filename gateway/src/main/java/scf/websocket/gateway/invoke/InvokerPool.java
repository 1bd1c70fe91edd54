package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Shares invokers. APIs with the same target and settings use one invoker, as do an API and its successor after a
 * reload, so that instances of a jar stay warm. Closes an invoker after its last use. Thread-safe.
 */
public final class InvokerPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Identifies an invoker. */
    public record Key(FunctionKind kind, FunctionTarget target, Duration timeLimit) {}

    /**
     * Added to twice the time limit, once for the wait for an instance and once for the call: only a bug takes longer.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private static final class Shared {
        final FunctionInvoker invoker;
        final FunctionInvoker inner;
        int users;

        /** @param inner without metrics and limits */
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
     * Returns an invoker with metrics and limits; call {@link #release} when done. At the limit, events wait; those of
     * register and of the HTTP API for three seconds, after which the outcome is busy.
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
        return key.kind() == FunctionKind.REGISTER || key.kind() == FunctionKind.HTTP_API
                ? LimitedInvoker.waiting(punctual, limit, key.kind(), PATIENCE)
                : LimitedInvoker.waiting(punctual, limit, key.kind());
    }

    /** Call once for each {@link #acquire}. Closing an invoker may abort its invocations in flight. */
    public synchronized void release(Key key) {
        Shared found = shared.get(key);
        if (found != null && --found.users == 0) {
            shared.remove(key);
            found.invoker.close();
        }
    }

    /**
     * Reloads all jars whose files have changed, or none if one cannot be loaded, which is logged. Blocks meanwhile.
     */
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

    /** Returns the number of invokers in use. */
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
