package scf.websocket.gateway;

import io.netty.util.NetUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.handshake.PublicChannel;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.options.GatewayOptions;

/** A gateway's life cycle, from start to drain. {@link GatewayAssembly} creates its components. */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayAssembly parts;
    private final GatewayOptions options;

    /**
     * Loads the functions but opens no port.
     *
     * @throws scf.websocket.gateway.route.RouteException if a route is invalid or one of its functions cannot be loaded
     * @throws scf.websocket.gateway.security.TlsException if the certificate or key is unusable
     * @throws scf.websocket.gateway.journal.JournalException if the journal cannot be opened
     */
    Gateway(GatewayOptions options) {
        this(options, System::nanoTime, Clock.systemUTC());
    }

    /** @param nanoTime a monotonic clock, for all durations */
    Gateway(GatewayOptions options, LongSupplier nanoTime, Clock clock) {
        this.options = options;
        this.parts = new GatewayAssembly(options, nanoTime, clock);
    }

    /**
     * @throws ListenException if a port cannot be opened
     * @throws scf.websocket.gateway.cluster.ClusterException if Redis is unreachable
     */
    void start() {
        parts.cluster.start();
        if (parts.tls != null) {
            parts.tls.watch(parts.timer);
        }
        parts.metrics.gauge("gateway.ready", "1 if /readyz reports ready, otherwise 0", () -> parts.isReady() ? 1 : 0);
        parts.liveness.start();
        parts.listeners.open(
                parts.endpoints.internal(parts.liveness, parts.readiness),
                new PublicChannel(
                        parts.handshakeContext,
                        SocketLimit.ofClients(options.limits.maxConnections, options.limits.maxSocketsPerAddress),
                        ClientBounds.unsent(options, parts.metrics, parts.nanoTime),
                        options.limits.maxHeader,
                        parts.date,
                        parts.tls));
        parts.deadLetters.start();
        parts.crashCleanup.start(parts.timer);
        LOG.info(
                "gateway is up: clients at port {} {}, push at {} {}",
                publicPort(),
                parts.routes.addresses(),
                pushPorts().stream()
                        .map(port -> NetUtil.toSocketAddressString(options.push.host, port))
                        .collect(Collectors.joining(" and ")),
                parts.routes.ids());
    }

    /** Returns the event loops of all connections. */
    List<Executor> loops() {
        return List.copyOf(parts.listeners.loops());
    }

    int publicPort() {
        return parts.listeners.clientsPort();
    }

    int pushPort() {
        return pushPorts().get(0);
    }

    List<Integer> pushPorts() {
        return parts.listeners.internalPorts();
    }

    /** Returns the number of distinct function targets in use. */
    int targets() {
        return parts.pool.size();
    }

    int connections() {
        return parts.registry.size();
    }

    /** Reloads the route file, the jars and the certificate if they have changed. Blocks while functions are loaded. */
    void reload() {
        parts.routes.reload();
        parts.pool.renewJars();
        parts.crashCleanup.routesChanged();
        if (parts.tls != null) {
            parts.tls.reload();
        }
    }

    /**
     * Reports not ready at once. After {@code --drain-delay}, rejects new clients, closes all connections, at once or
     * spread over {@code --drain}, and waits until they are closed and their cleanups are done, but at most {@code
     * --stop-timeout} longer.
     */
    void drain() throws InterruptedException {
        parts.draining.set(true);
        if (options.operation.drainDelay > 0) {
            LOG.info("no longer ready, accepting new clients for another {} s", options.operation.drainDelay);
            TimeUnit.SECONDS.sleep(options.operation.drainDelay);
        }
        LOG.info("stopping: {} connections to close", parts.registry.size());
        parts.handshakeContext.close();
        parts.listeners.refuseClients();
        new Drain(parts.timer, Duration.ofSeconds(options.operation.drain)).closeAll(parts.registry.all());
        awaitNoWork(Duration.ofSeconds((long) options.operation.drain + options.operation.stopTimeout));
        logUnfinishedWork();
    }

    private void awaitNoWork(Duration limit) throws InterruptedException {
        WorkLeft work = new WorkLeft(this::hasWork, parts.nanoTime);
        parts.registry.whenLess(work::less);
        parts.cleanups.whenLess(work::less);
        parts.crashCleanup.whenLess(work::less);
        work.awaitNone(limit);
    }

    private boolean hasWork() {
        return parts.registry.size() > 0
                || parts.registry.closing() > 0
                || parts.cleanups.pending() > 0
                || parts.crashCleanup.remaining() > 0;
    }

    private void logUnfinishedWork() {
        if (parts.cleanups.late() > 0) {
            LOG.warn(
                    "stopping with {} cleanups that were to come once more, because a function had not returned: the journal, or"
                            + " another gateway, has them",
                    parts.cleanups.late());
        }
        int open = parts.cleanups.pending() + parts.crashCleanup.remaining();
        if (open > 0) {
            LOG.error(
                    "stopping with {} cleanups that did not succeed, {} connections are in the journal",
                    open,
                    parts.journal.size());
        }
    }

    @Override
    public void close() {
        parts.liveness.close();
        parts.listeners.refuseAll();
        if (parts.admin != null) {
            parts.admin.close();
        }
        parts.crashCleanup.close();
        parts.cleanups.close();
        parts.deadLetters.close();
        parts.cluster.close();
        parts.listeners.disconnectAll();
        parts.pool.close();
        parts.listeners.close();
        if (parts.tls != null) {
            parts.tls.close();
        }
        parts.limit.close();
        parts.timer.shutdownNow();
        parts.journal.close();
    }
}
