package scf.websocket.gateway;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.ClusterDispatcher;
import scf.websocket.gateway.cluster.RedisCluster;
import scf.websocket.gateway.console.ChatPage;
import scf.websocket.gateway.function.EventWriter;
import scf.websocket.gateway.function.InvocationLimit;
import scf.websocket.gateway.function.InvokerFactory;
import scf.websocket.gateway.function.InvokerPool;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.InternalChannel;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.MetricsEndpoint;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.InvocationOptions;
import scf.websocket.gateway.push.BearerTokens;
import scf.websocket.gateway.push.LocalDispatcher;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.push.TokenGuard;
import scf.websocket.gateway.route.ApiFactory;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.session.Api;
import scf.websocket.gateway.session.CleanupQueue;
import scf.websocket.gateway.session.CloseCause;
import scf.websocket.gateway.session.ConnectionIds;
import scf.websocket.gateway.session.ConnectionLedger;
import scf.websocket.gateway.session.Handshakes;
import scf.websocket.gateway.session.NodeId;
import scf.websocket.gateway.session.PublicChannel;
import scf.websocket.gateway.session.Session;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.session.SessionServices;

/** One gateway: its functions, its two listeners, its connections; from start to drain. */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayOptions options;
    private final ScheduledExecutorService timer = functionTimer();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final SessionRegistry registry = new SessionRegistry();
    private final LocalDispatcher local = new LocalDispatcher(registry);
    private final ConnectionIds ids = new ConnectionIds();
    private final @Nullable RedisCluster cluster;
    private final InvocationLimit limit;
    private final InvokerPool pool;
    private final Routes routes;
    private final CleanupQueue cleanups;
    private final Handshakes handshakes;
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final List<Channel> listeners = new ArrayList<>();
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /**
     * Loads the functions; opens nothing yet.
     *
     * @throws scf.websocket.gateway.route.RouteException if a route is wrong or one of its functions cannot be loaded
     */
    Gateway(GatewayOptions options) {
        this.options = options;
        // First, because it may fail, and nothing that has to be closed is there yet.
        this.limit = new InvocationLimit(options.invocations.maxInvocations, metrics);
        this.pool = new InvokerPool(new InvokerFactory(invokerSettings(options.invocations), timer), limit, metrics);
        this.routes = new Routes(options, pool);
        EventWriter events = new EventWriter(!options.operation.strict);
        this.cluster = options.cluster.redis == null ? null : cluster(options.cluster.redis);
        ConnectionLedger ledger = cluster == null ? ConnectionLedger.none() : cluster.ledger();
        this.cleanups = new CleanupQueue(events, ledger, metrics);
        metrics.gauge("gateway.connections", "Connections that are open or opening", registry::size);
        metrics.gauge("gateway.cleanups.pending", "Cleanups that have not succeeded yet", cleanups::pending);
        this.handshakes = new Handshakes(
                new SessionServices(
                        ApiFactory.settings(options.connections), registry, events, cleanups, ledger, metrics),
                routes::byPath,
                ids,
                Duration.ofSeconds(options.listeners.handshakeTimeout),
                options.listeners.page ? new ChatPage(options.listeners.path) : path -> Optional.empty());
    }

    private RedisCluster cluster(String url) {
        return new RedisCluster(
                url,
                ids,
                local,
                this::cleanUpAbandoned,
                metrics,
                Duration.ofSeconds(options.cluster.nodeLease),
                this::closeTakenOver);
    }

    private void cleanUpAbandoned(String connectionId, String apiId, Runnable settled) {
        Optional<Api> api = routes.byId(apiId);
        if (api.isPresent()) {
            cleanups.submitAbandoned(api.get(), connectionId, settled);
        } else {
            LOG.error(
                    "the API of {} is not known here, so it has no cleanup: all gateways need the same", connectionId);
            settled.run();
        }
    }

    private void closeTakenOver() {
        for (Session session : registry.all()) {
            if (!NodeId.of(session.id()).equals(Optional.of(ids.node()))) {
                session.onEventLoop(() -> session.close(CloseCause.TAKEN_OVER));
            }
        }
    }

    private static ScheduledExecutorService functionTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "function-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        // Nearly all limits are cancelled: kept until their time, they would hold the answers of the last ten seconds.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static InvokerFactory.Settings invokerSettings(InvocationOptions options) {
        return new InvokerFactory.Settings(
                options.instances, options.signature(Clock.systemUTC()), options.scfEndpoint, options.scfParallelism);
    }

    /**
     * @throws ListenException if a port is taken
     * @throws scf.websocket.gateway.cluster.ClusterException if Redis cannot be reached
     */
    void start() {
        InternalChannel internal = new InternalChannel(
                new InternalEndpoints(
                        Map.of("/healthz", healthz(), "/metrics", new MetricsEndpoint(metrics)),
                        routes,
                        this::pushEndpoint),
                PushEndpoint.maxBodyBytes(options.connections.maxMessage));
        if (cluster != null) {
            cluster.start();
        }
        Listener listener = new Listener(loops, accepted);
        // The way for answers before the way for clients: a function that is called can push at once.
        listeners.add(listener.open("--push-port", options.push.host, options.push.port, internal));
        listeners.add(
                listener.open("--port", options.listeners.host, options.listeners.port, new PublicChannel(handshakes)));
        LOG.info(
                "gateway is up: clients at port {} {}, push at {}:{} {}",
                port(1),
                routes.paths(),
                options.push.host,
                port(0),
                routes.ids());
    }

    private HttpEndpoint pushEndpoint(String apiId) {
        PushDispatcher dispatcher = cluster == null ? local : new ClusterDispatcher(local, ids, cluster.bus());
        PushEndpoint endpoint =
                new PushEndpoint(dispatcher, apiId, !options.operation.strict, options.connections.maxMessage, metrics);
        return TokenGuard.of(endpoint, new BearerTokens(options.push.tokens));
    }

    private static HttpEndpoint healthz() {
        HttpAnswer alive = HttpAnswer.text(HttpResponseStatus.OK, "ok\n");
        return call -> CompletableFuture.completedFuture(alive);
    }

    private int port(int listener) {
        return ((InetSocketAddress) listeners.get(listener).localAddress()).getPort();
    }

    int publicPort() {
        return port(1);
    }

    int pushPort() {
        return port(0);
    }

    /** Ways of calling a function that are in use. */
    int targets() {
        return pool.size();
    }

    int connections() {
        return registry.size();
    }

    /** Reads the file of routes again, if there is one. Blocks while functions are loaded. */
    void reload() {
        routes.reload();
    }

    /**
     * Takes nobody new, closes everybody with 1001, and waits until they have seen it and their cleanups are through, or for
     * {@code --stop-timeout}.
     */
    void drain() throws InterruptedException {
        LOG.info("stopping: {} connections to close", registry.size());
        handshakes.close();
        listeners.get(1).close().sync();
        for (Session session : registry.all()) {
            session.onEventLoop(() -> session.close(CloseCause.SHUTDOWN));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.operation.stopTimeout);
        while ((registry.size() > 0 || registry.closing() > 0 || cleanups.pending() > 0)
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (cleanups.pending() > 0) {
            LOG.error("stopping with {} cleanups that did not succeed", cleanups.pending());
        }
    }

    @Override
    public void close() {
        listeners.forEach(channel -> channel.close().awaitUninterruptibly());
        cleanups.close();
        // A loop that is stopped while it runs tasks forgets its channels.
        accepted.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        if (cluster != null) {
            cluster.close();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        pool.close();
        limit.close();
        timer.shutdownNow();
    }
}
