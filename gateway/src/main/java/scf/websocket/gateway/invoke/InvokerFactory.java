package scf.websocket.gateway.invoke;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.EventSignature;
import scf.websocket.gateway.metrics.FunctionKind;

/** Makes the invoker that fits a target. Thread-safe. */
public final class InvokerFactory implements AutoCloseable {
    /**
     * How targets are called.
     *
     * @param instances of each jar
     * @param mostInvocations that may be under way: the bound of the connections to the host of an http(s) target
     * @param signature signs the events to http(s) targets; null for none
     * @param scfEndpoint in place of {@code https://scf.tencentcloudapi.com}; null for that
     * @param scfParallelism calls of scf targets at one time
     */
    public record Settings(
            int instances,
            int mostInvocations,
            @Nullable EventSignature signature,
            @Nullable URI scfEndpoint,
            int scfParallelism) {}

    private final Settings settings;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private @Nullable HttpConnections http;
    private final InvocationLimit scfThreads;
    private @Nullable ScfService scf;

    /**
     * @param timer fires the time limits of jars; not closed by this object
     * @param nanoTime tells how old addresses and connections are
     */
    public InvokerFactory(Settings settings, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.settings = settings;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.scfThreads = new InvocationLimit(settings.scfParallelism(), () -> {});
    }

    /** @throws FunctionLoadException if the function cannot be loaded */
    FunctionInvoker make(FunctionKind kind, FunctionTarget target, Duration timeLimit) {
        if (target instanceof FunctionTarget.Jar jar) {
            return new JarInvoker(jar, settings.instances(), timeLimit, timer);
        }
        if (target instanceof FunctionTarget.Http http) {
            URI uri = http.uri();
            return new HttpInvoker(connections().client(uri.getScheme()), uri, timeLimit, kind, settings.signature());
        }
        // The threads are fewer than the invocations that may be under way, so they are shared in the same way.
        return LimitedInvoker.waiting(
                scf().invoker((FunctionTarget.Scf) target, timeLimit), scfThreads, kind, timeLimit);
    }

    // Both clients are made for the first target that needs them: most gateways have targets of one kind, and a Web
    // function, with jars alone, starts the faster.

    private synchronized HttpConnections connections() {
        HttpConnections connections = http;
        if (connections == null) {
            connections = new HttpConnections(HttpLimits.of(settings.mostInvocations()), nanoTime);
            http = connections;
        }
        return connections;
    }

    private synchronized ScfService scf() {
        ScfService service = scf;
        if (service == null) {
            service = new ScfService(
                    ScfCredentials.ofProcess(), settings.scfEndpoint(), settings.scfParallelism(), nanoTime);
            scf = service;
        }
        return service;
    }

    /** Threads that all calls share; those that are there by now. */
    synchronized List<Executor> loops() {
        return http == null ? List.of() : http.loops();
    }

    @Override
    public synchronized void close() {
        scfThreads.close();
        if (scf != null) {
            scf.close();
        }
        if (http != null) {
            http.close();
        }
    }
}
