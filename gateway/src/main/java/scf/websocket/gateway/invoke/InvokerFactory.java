package scf.websocket.gateway.invoke;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.EventSignature;
import scf.websocket.gateway.metrics.FunctionKind;

/** Creates the invoker for a target. Thread-safe. */
public final class InvokerFactory implements AutoCloseable {
    /**
     * Settings for invoking targets.
     *
     * @param instances of each jar
     * @param mostInvocations concurrent invocations, which limits the connections to the host of an http(s) target
     * @param signature signs events to http(s) targets; null for none
     * @param scfEndpoint replaces {@code https://scf.tencentcloudapi.com} unless null
     * @param scfParallelism concurrent calls of scf targets
     */
    public record Settings(
            int instances,
            int mostInvocations,
            @Nullable EventSignature signature,
            @Nullable URI scfEndpoint,
            int scfParallelism) {}

    private final Settings settings;
    private final HttpLoops loops;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private @Nullable HttpConnections http;
    private final InvocationLimit scfThreads;
    private @Nullable ScfService scf;

    /**
     * @param loops not closed by this object
     * @param timer runs the timeouts of jars; not closed by this object
     * @param nanoTime a monotonic clock, for the age of addresses and connections
     */
    public InvokerFactory(Settings settings, HttpLoops loops, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.settings = settings;
        this.loops = loops;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.scfThreads = new InvocationLimit(settings.scfParallelism(), loops.executor(), () -> {});
    }

    /** @throws FunctionLoadException if the function cannot be loaded */
    FunctionInvoker make(FunctionKind kind, FunctionTarget target, Duration timeLimit) {
        if (target instanceof FunctionTarget.Jar jar) {
            return new JarInvoker(jar, settings.instances(), timeLimit, timer);
        }
        if (target instanceof FunctionTarget.Http http) {
            URI uri = http.uri();
            return new HttpInvoker(connections().clients(uri.getScheme()), uri, timeLimit, kind, settings.signature());
        }
        // There are fewer threads than invocations, so the threads are divided in the same way.
        return LimitedInvoker.waiting(
                scf().invoker((FunctionTarget.Scf) target, timeLimit), scfThreads, kind, timeLimit);
    }

    // Both clients are created on demand: most gateways have only one kind of target, and a Web function with jars only
    // starts faster.

    private synchronized HttpConnections connections() {
        HttpConnections connections = http;
        if (connections == null) {
            connections = new HttpConnections(loops, HttpLimits.of(settings.mostInvocations()), nanoTime);
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
