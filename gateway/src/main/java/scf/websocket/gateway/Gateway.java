package scf.websocket.gateway;

import io.netty.util.NetUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.cluster.ClusterDispatcher;
import scf.websocket.gateway.cluster.RedisCluster;
import scf.websocket.gateway.cluster.RedisSettings;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.console.ChatPage;
import scf.websocket.gateway.deadletter.DeadLetters;
import scf.websocket.gateway.handshake.Admission;
import scf.websocket.gateway.handshake.Handshakes;
import scf.websocket.gateway.handshake.PublicChannel;
import scf.websocket.gateway.handshake.PublicPaths;
import scf.websocket.gateway.health.Liveness;
import scf.websocket.gateway.health.PublicHealth;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.InvocationLimit;
import scf.websocket.gateway.invoke.InvokerFactory;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.UnknownApis;
import scf.websocket.gateway.limit.ConnectionLimits;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.limit.UnsentBytes;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.options.ConfiguredRoutes;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.InvocationOptions;
import scf.websocket.gateway.options.JournalOptions;
import scf.websocket.gateway.options.LimitOptions;
import scf.websocket.gateway.push.LocalDispatcher;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.session.SessionServices;

/** One gateway: its functions, its two listeners, its connections; from start to drain. */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayOptions options;
    private final ScheduledExecutorService timer = functionTimer();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final SessionRegistry registry = new SessionRegistry();
    private final PendingCleanups pendingCleanups = new PendingCleanups();
    private final LocalDispatcher local = new LocalDispatcher(registry, pendingCleanups);
    private final ConnectionIds ids = new ConnectionIds();
    private final @Nullable RedisCluster cluster;
    private final InvocationLimit limit;
    private final InvokerPool pool;
    private final Routes routes;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ConnectionJournal journal;
    private final DeadLetters deadLetters;
    private final CleanupQueue cleanups;
    private final WaitingForApi waitingForApi;
    private final CrashCleanup crashCleanup;
    private final @Nullable TlsCertificate tls;
    private final Handshakes handshakes;
    private final HttpEndpoints endpoints;
    private final Listeners listeners;
    private final Liveness liveness;

    /**
     * Loads the functions; opens nothing yet.
     *
     * @throws scf.websocket.gateway.route.RouteException if a route is wrong or one of its functions cannot be loaded
     * @throws scf.websocket.gateway.security.TlsException if certificate or key cannot be used
     * @throws scf.websocket.gateway.journal.JournalException if the journal cannot be opened
     */
    Gateway(GatewayOptions options) {
        this(options, System::nanoTime);
    }

    /** @param nanoTime for the health of the register functions */
    Gateway(GatewayOptions options, LongSupplier nanoTime) {
        this.options = options;
        // First, because it may fail, and nothing that has to be closed is there yet.
        this.limit = new InvocationLimit(options.invocations.maxInvocations, metrics);
        this.pool = new InvokerPool(new InvokerFactory(invokerSettings(options.invocations), timer), limit, metrics);
        this.routes = new Routes(new ConfiguredRoutes(options), pool, nanoTime);
        this.tls = options.security.tlsCertificate();
        if (tls != null) {
            metrics.gauge("gateway.tls.days.left", "Days until the certificate expires", tls::daysLeft);
        }
        EventWriter events = new EventWriter(!options.operation.strict);
        this.cluster = cluster(options.cluster.settings());
        ConnectionLedger ledger = cluster == null ? ConnectionLedger.none() : cluster.ledger();
        metrics.gauge("gateway.connections", "Connections that are open or opening", registry::size);
        // A check leaves the journal to the gateway that may be running.
        this.journal = options.operation.check ? ConnectionJournal.none() : journal(options.journal);
        ConnectionRecords records = new ConnectionRecords(journal, ledger);
        AccessLog access = new AccessLog(options.operation.accessLog);
        this.deadLetters = DeadLetterList.of(options, cluster, metrics);
        this.cleanups = new CleanupQueue(
                events,
                records,
                deadLetters::add,
                metrics,
                access,
                pendingCleanups,
                options.journal.cleanupBounds(),
                timer,
                System::nanoTime);
        this.waitingForApi = new WaitingForApi(
                journal,
                UnknownApis.open(options.operation.check ? null : options.journal.journal),
                missingApis(),
                cluster);
        this.crashCleanup = new CrashCleanup(
                journal, routes::byId, cleanups::replay, cluster, waitingForApi, options.journal.replayRate);
        cleanupGauges();
        this.endpoints = new HttpEndpoints(
                options,
                routes,
                metrics,
                cluster == null ? local : new ClusterDispatcher(cluster.local(), ids, pendingCleanups, cluster.bus()),
                DeadLetterList.endpoints(deadLetters, routes, cleanups));
        this.listeners = new Listeners(options);
        this.liveness = liveness();
        this.handshakes = new Handshakes(
                new SessionServices(
                        options.connections.settings(),
                        registry,
                        events,
                        waitingBytes(),
                        cleanups,
                        records,
                        metrics,
                        access),
                new PublicPaths(
                        routes::byPath,
                        options.listeners.page ? new ChatPage(routes.example()) : path -> Optional.empty(),
                        options.listeners.publicHealth
                                ? new PublicHealth(
                                                options.security.trustedProxies(),
                                                liveness::isAlive,
                                                this::isReady,
                                                metrics)
                                        .endpoints()
                                : Map.of(),
                        endpoints.onPublicListener()),
                this::nextId,
                admission(),
                options.security.deflate,
                Duration.ofSeconds(options.listeners.handshakeTimeout));
    }

    private Liveness liveness() {
        Liveness made = new Liveness(Duration.ofSeconds(options.operation.livenessTimeout));
        made.watch(listeners::loops);
        made.watch(pool::loops);
        made.watch(() -> List.of(timer, limit.turns()));
        made.watch("journal", journal::isAlive);
        made.watch("dead-letters", deadLetters::isAlive);
        if (cluster != null) {
            made.watch("cluster-open-list", cluster::isListAlive);
            made.watch("cluster-membership", cluster::isMembershipAlive);
        }
        metrics.gauge(
                "gateway.threads.failed",
                "Threads that have ended or do not answer",
                () -> made.faults().size());
        return made;
    }

    private CompletionStage<String> nextId() {
        return cluster == null
                ? CompletableFuture.completedStage(ids.next())
                : cluster.awake().thenApply(awake -> ids.next());
    }

    private @Nullable RedisCluster cluster(@Nullable RedisSettings settings) {
        return settings == null
                ? null
                : new RedisCluster(
                        settings,
                        ids,
                        local,
                        new OrphanedConnections(routes, () -> cleanups, missingApis()),
                        metrics,
                        this::closeTakenOver);
    }

    private MissingApis missingApis() {
        return new MissingApis(
                options.journal.unknownApiWait(), Clock.systemUTC(), letter -> deadLetters.add(letter), metrics);
    }

    private void closeTakenOver() {
        for (LiveConnection session : registry.all()) {
            if (!NodeId.of(session.id()).equals(Optional.of(ids.node()))) {
                session.onEventLoop(() -> session.close(CloseCause.TAKEN_OVER));
            }
        }
    }

    private WaitingBytes waitingBytes() {
        WaitingBytes waiting = WaitingBytes.of(options.waitingBytes());
        metrics.gauge(
                "gateway.waiting.bytes", "Bytes of clients that wait for a function or are at one", waiting::held);
        return waiting;
    }

    private UnsentBytes unsentBytes() {
        UnsentBytes unsent = new UnsentBytes(options.unsentBytes(), System::nanoTime);
        metrics.gauge("gateway.unsent.bytes", "Bytes that clients have not taken yet", unsent::held);
        return unsent;
    }

    private Admission admission() {
        LimitOptions limits = options.limits;
        ConnectionLimits connections = new ConnectionLimits(
                limits.maxConnections, limits.maxConnectionsPerAddress, limits.connectionRate, System.nanoTime());
        metrics.gauge(
                "gateway.connections.counted",
                "Connections that count against --max-connections, also those that have ended with messages under way",
                connections::connections);
        PendingHandshakes pending = new PendingHandshakes(
                limits.maxPendingHandshakes,
                limits.maxPendingHandshakesPerAddress,
                Math.max(1, InvocationLimit.mostRegisters(options.invocations.maxInvocations) / 2));
        metrics.gauge("gateway.handshakes.pending", "Handshakes that are not answered yet", pending::pending);
        return new Admission(
                options.security.trustedProxies(),
                options.security.handedOn(),
                connections,
                cleanups,
                pending,
                metrics);
    }

    private static ConnectionJournal journal(JournalOptions options) {
        return options.journal == null ? ConnectionJournal.none() : FileJournal.open(options.journal, options.sync);
    }

    private void cleanupGauges() {
        metrics.gauge("gateway.cleanups.pending", "Cleanups that have not succeeded yet", cleanups::pending);
        metrics.gauge(
                "gateway.cleanups.late",
                "Cleanups that come once more when no function can be at work on their connection",
                cleanups::late);
        metrics.gauge(
                "gateway.journal.unknown.api",
                "Connections of the run before a crash that wait in the journal for their API to be a route again",
                waitingForApi::size);
        metrics.gauge("gateway.journal.bytes", "Size of the journal on disk", journal::bytes);
        metrics.gauge("gateway.journal.open", "Connections that the journal holds as open", journal::size);
        metrics.gauge(
                "gateway.journal.damaged.records",
                "Records of the journal that could not be read at the start",
                journal::damagedRecords);
        metrics.gauge("gateway.journal.damaged.bytes", "Bytes of these", journal::damagedBytes);
        metrics.gauge(
                "gateway.journal.replaying",
                "Connections of the run before a crash whose cleanup has not succeeded yet",
                crashCleanup::remaining);
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
                options.instances,
                options.maxInvocations,
                options.signature(Clock.systemUTC()),
                options.scfEndpoint,
                options.scfParallelism);
    }

    /**
     * @throws ListenException if a port is taken
     * @throws scf.websocket.gateway.cluster.ClusterException if Redis cannot be reached
     */
    void start() {
        if (cluster != null) {
            cluster.start();
        }
        if (tls != null) {
            tls.watch(timer);
        }
        List<ReadinessCheck> readiness = readiness();
        metrics.gauge(
                "gateway.ready",
                "Whether /readyz says so",
                () -> readiness.stream().allMatch(ReadinessCheck::ready) ? 1 : 0);
        liveness.start();
        listeners.open(
                endpoints.internal(liveness, readiness),
                new PublicChannel(
                        handshakes,
                        SocketLimit.ofClients(options.limits.maxConnections, options.limits.maxSocketsPerAddress),
                        unsentBytes(),
                        options.limits.maxHeader,
                        tls));
        deadLetters.start();
        crashCleanup.start(timer);
        LOG.info(
                "gateway is up: clients at port {} {}, push at {} {}",
                publicPort(),
                routes.addresses(),
                listeners.internalPorts().stream()
                        .map(port -> NetUtil.toSocketAddressString(options.push.host, port))
                        .collect(Collectors.joining(" and ")),
                routes.ids());
    }

    private boolean isReady() {
        return readiness().stream().allMatch(ReadinessCheck::ready);
    }

    private List<ReadinessCheck> readiness() {
        List<ReadinessCheck> checks = new ArrayList<>();
        checks.add(ReadinessCheck.of("starting", listeners::areOpen));
        checks.add(ReadinessCheck.of("draining", () -> !draining.get()));
        checks.add(ReadinessCheck.of("functions", routes::anyRegisterAnswers));
        checks.add(ReadinessCheck.of("journal", journal::isWritable));
        if (cluster != null) {
            checks.add(cluster.readiness());
        }
        return checks;
    }

    /** The threads of all connections. */
    List<Executor> loops() {
        return listeners.loops();
    }

    int publicPort() {
        return listeners.clientsPort();
    }

    int pushPort() {
        return listeners.internalPorts().get(0);
    }

    List<Integer> pushPorts() {
        return listeners.internalPorts();
    }

    /** Ways of calling a function that are in use. */
    int targets() {
        return pool.size();
    }

    int connections() {
        return registry.size();
    }

    /** Reads the file of routes, the jars and the certificate again, if they have changed. Blocks while functions are loaded. */
    void reload() {
        routes.reload();
        pool.renewJars();
        crashCleanup.routesChanged();
        if (tls != null) {
            tls.reload();
        }
    }

    /**
     * Is not ready from now on. After {@code --drain-delay} takes nobody new, closes everybody, at once or spread over {@code --drain},
     * and waits until they have seen it and their cleanups are through, or for {@code --stop-timeout} beyond that.
     */
    void drain() throws InterruptedException {
        draining.set(true);
        if (options.operation.drainDelay > 0) {
            LOG.info("not ready any more, new clients are taken for {} s more", options.operation.drainDelay);
            TimeUnit.SECONDS.sleep(options.operation.drainDelay);
        }
        LOG.info("stopping: {} connections to close", registry.size());
        handshakes.close();
        listeners.refuseClients();
        new Drain(timer, Duration.ofSeconds(options.operation.drain)).closeAll(registry.all());
        int seconds = options.operation.drain + options.operation.stopTimeout;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (hasWork() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (cleanups.late() > 0) {
            LOG.warn(
                    "stopping with {} cleanups that were to come once more, because a function had not returned: the journal, or"
                            + " another gateway, has them",
                    cleanups.late());
        }
        if (cleanups.pending() + crashCleanup.remaining() > 0) {
            LOG.error(
                    "stopping with {} cleanups that did not succeed, {} connections are in the journal",
                    cleanups.pending() + crashCleanup.remaining(),
                    journal.size());
        }
    }

    private boolean hasWork() {
        return registry.size() > 0 || registry.closing() > 0 || cleanups.pending() > 0 || crashCleanup.remaining() > 0;
    }

    @Override
    public void close() {
        liveness.close();
        listeners.refuseAll();
        crashCleanup.close();
        cleanups.close();
        deadLetters.close();
        if (cluster != null) {
            cluster.close();
        }
        listeners.close();
        pool.close();
        limit.close();
        timer.shutdownNow();
        journal.close();
    }
}
