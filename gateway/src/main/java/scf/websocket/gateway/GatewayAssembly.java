package scf.websocket.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Feature;
import scf.websocket.gateway.admin.AdminEndpoints;
import scf.websocket.gateway.admin.EventFeed;
import scf.websocket.gateway.admin.RecentEvents;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.cluster.Cluster;
import scf.websocket.gateway.cluster.ClusterGroups;
import scf.websocket.gateway.cluster.redis.RedisCluster;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.console.Console;
import scf.websocket.gateway.deadletter.DeadLetters;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.group.GroupSubscriptions;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.handshake.HandshakeContext;
import scf.websocket.gateway.handshake.PublicPaths;
import scf.websocket.gateway.health.Liveness;
import scf.websocket.gateway.health.PublicHealth;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.http.HttpDate;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.httpapi.HttpApiEndpoint;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.FaultyInvoker;
import scf.websocket.gateway.invoke.FunctionLoadException;
import scf.websocket.gateway.invoke.HttpLoops;
import scf.websocket.gateway.invoke.InvocationLimit;
import scf.websocket.gateway.invoke.InvokerFactory;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.invoke.InvokerWrapper;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.UnknownApis;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.options.ConfiguredRoutes;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.InvocationOptions;
import scf.websocket.gateway.options.JournalOptions;
import scf.websocket.gateway.page.ChatPage;
import scf.websocket.gateway.push.DispatchedAnswerPushes;
import scf.websocket.gateway.push.FaultyDispatcher;
import scf.websocket.gateway.push.GroupDispatcher;
import scf.websocket.gateway.push.LocalDispatcher;
import scf.websocket.gateway.push.LocalGroups;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.session.SessionServices;
import scf.websocket.gateway.tail.GroupTailBus;
import scf.websocket.gateway.tail.Tails;

/**
 * Creates and connects the components of a gateway. Opens nothing but the journal; {@link Gateway} starts and stops
 * them.
 */
final class GatewayAssembly {
    /** What events announce, unless the gateway is strict. */
    private static final Set<Feature> FEATURES = Set.of(Feature.values());

    /** Events that can be replayed while the console watches. */
    private static final int RECENT_EVENTS = 500;

    private static final long RECENT_BYTES = 16L << 20;

    final GatewayOptions options;
    final LongSupplier nanoTime;
    final HttpDate date;
    private final Clock clock;
    final ScheduledExecutorService timer = functionTimer();
    final GatewayMetrics metrics = new GatewayMetrics();
    final SessionRegistry registry = new SessionRegistry();
    final InvocationLimit limit;
    final InvokerPool pool;
    final Routes routes;
    final Cluster cluster;
    final ConnectionJournal journal;
    final DeadLetters deadLetters;
    final CleanupQueue cleanups;
    final CrashCleanup crashCleanup;
    final @Nullable TlsCertificate tls;
    final @Nullable AdminEndpoints admin;
    final HttpEndpoints endpoints;
    final Listeners listeners;
    final Liveness liveness;
    final HandshakeContext handshakeContext;

    /** Conditions under which this gateway should get new clients. */
    final List<ReadinessCheck> readiness;

    final AtomicBoolean draining = new AtomicBoolean();
    private final ConnectionIds ids = new ConnectionIds();
    private final PendingCleanups pendingCleanups = new PendingCleanups();
    private final Faults faults;
    private final GroupSubscriptions subscriptions;
    private final Groups groups;
    private final Tails tails;
    private final LocalDispatcher local;
    private final Extensions extensions;

    /** @param nanoTime a monotonic clock, for all durations */
    GatewayAssembly(GatewayOptions options, LongSupplier nanoTime, Clock clock) {
        this.options = options;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.date = new HttpDate(clock);
        this.listeners = new Listeners(options);
        this.limit = new InvocationLimit(options.invocations.maxInvocations, listeners.group(), metrics);
        this.pool = new InvokerPool(
                new InvokerFactory(
                        invokerSettings(options.invocations), new HttpLoops(listeners.group()), timer, nanoTime),
                limit,
                metrics,
                nanoTime);
        this.faults = new Faults(timer, clock);
        this.routes = new Routes(new ConfiguredRoutes(options), pool, faulty(), nanoTime);
        this.tls = options.security.tlsCertificate(clock);
        if (tls != null) {
            metrics.gauge("gateway.tls.days.left", "Days until the certificate expires", tls::daysLeft);
        }
        EventWriter events = new EventWriter(!options.operation.strict);
        this.subscriptions = new GroupSubscriptions(
                (task, delay) -> timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS), nanoTime);
        this.groups = new Groups(registry, subscriptions, metrics);
        GroupTailBus tailBus = new GroupTailBus(subscriptions);
        this.tails = new Tails(
                listeners.loops(),
                groups,
                tailBus,
                routes::byId,
                this::extensions,
                options.connections.maxMessage,
                metrics);
        this.local = new LocalDispatcher(registry, groups, tails, pendingCleanups);
        this.cluster = cluster(options.cluster.settings());
        cluster.groupBus().ifPresent(tailBus::connect);
        RecentEvents recent = new RecentEvents(options.operation.strict ? 0 : RECENT_EVENTS, RECENT_BYTES);
        EventFeed feed = new EventFeed(clock, this::targetKind, options.console.payloads, recent, faults);
        faults.tell(feed);
        PushDispatcher connections = cluster.dispatcher(local, pendingCleanups);
        PushDispatchers pushes = new PushDispatchers(
                options.console.faults ? new FaultyDispatcher(connections, faults) : connections,
                groupDispatcher(),
                tails,
                feed);
        this.extensions = new Extensions(
                options.operation.strict ? Set.of() : FEATURES,
                options.connections.maxMessage,
                new DispatchedAnswerPushes(pushes, options.connections.maxMessage, metrics, nanoTime),
                metrics,
                nanoTime);
        metrics.gauge("gateway.connections", "Connections that are open or opening", registry::size);
        // With --check, leave the journal alone: a running gateway may own it.
        this.journal = options.operation.check ? ConnectionJournal.none() : journal(options.journal);
        ConnectionRecords records = new ConnectionRecords(journal, cluster.ledger());
        AccessLog access = new AccessLog(options.operation.accessLog, feed);
        this.deadLetters = DeadLetterList.of(options, cluster, metrics, clock);
        this.cleanups = new CleanupQueue(
                events,
                extensions,
                records,
                deadLetters::add,
                metrics,
                access,
                pendingCleanups,
                options.journal.cleanupBounds(),
                timer,
                nanoTime,
                clock);
        WaitingForApi waitingForApi = new WaitingForApi(
                journal,
                UnknownApis.open(options.operation.check ? null : options.journal.journal),
                missingApis(),
                cluster);
        this.crashCleanup = new CrashCleanup(
                journal, routes::byId, cleanups::replay, cluster, waitingForApi, options.journal.replayRate);
        CleanupGauges.register(metrics, cleanups, waitingForApi, journal, crashCleanup);
        this.admin = options.admin.isOn() || options.console.isOn() ? admin(pushes, feed, access) : null;
        Console console = admin != null && options.console.isOn()
                ? new ConsoleAssembly(options, admin, pushes, feed, access, metrics, nanoTime)
                        .console(() -> ids.node().toString(), routes, pool, extensions, recent, registry, faults)
                : null;
        this.endpoints = new HttpEndpoints(
                options,
                routes,
                metrics,
                pushes,
                DeadLetterList.endpoints(deadLetters, routes, cleanups),
                httpApi(access),
                options.admin.isOn() ? admin : null,
                console,
                date);
        this.readiness = readiness();
        this.liveness = liveness();
        this.handshakeContext = new HandshakeContext(
                new SessionServices(
                        options.connections.settings(),
                        registry,
                        events,
                        extensions,
                        ClientBounds.waiting(options, metrics),
                        cleanups,
                        records,
                        metrics,
                        access),
                publicPaths(),
                () -> cluster.awake().thenApply(awake -> ids.next()),
                ClientBounds.admission(options, cleanups, metrics, nanoTime),
                options.security.deflate,
                Duration.ofSeconds(options.listeners.handshakeTimeout));
    }

    private @Nullable HttpEndpoint httpApi(AccessLog access) {
        InvokerPool.Key key = options.httpApi.key();
        if (key == null) {
            return null;
        }
        try {
            return new HttpApiEndpoint(pool.acquire(key), access, nanoTime);
        } catch (FunctionLoadException e) {
            throw new RouteException("--api: " + e.getMessage(), e);
        }
    }

    private AdminEndpoints admin(PushDispatchers pushes, EventFeed feed, AccessLog access) {
        return new AdminEndpoints(
                registry,
                groups,
                pushes,
                feed,
                routes::ids,
                () -> ids.node().toString(),
                cluster::otherNodes,
                cluster.questions(),
                access,
                metrics,
                clock);
    }

    private InvokerWrapper faulty() {
        return options.console.faults
                ? (invoker, kind, apiId) -> new FaultyInvoker(invoker, kind, apiId, faults, metrics)
                : InvokerWrapper.NONE;
    }

    private String targetKind(String apiId, FunctionKind kind) {
        return routes.function(apiId, kind).map(key -> key.target().scheme()).orElse("");
    }

    private Extensions extensions() {
        return extensions;
    }

    private PublicPaths publicPaths() {
        return new PublicPaths(
                routes::byPath,
                options.listeners.page ? new ChatPage(routes.example()) : path -> Optional.empty(),
                options.listeners.publicHealth
                        ? new PublicHealth(
                                        options.security.trustedProxies(),
                                        liveness::isAlive,
                                        this::isReady,
                                        metrics,
                                        nanoTime)
                                .endpoints()
                        : Map.of(),
                endpoints.onPublicListener());
    }

    private Liveness liveness() {
        Liveness made = new Liveness(Duration.ofSeconds(options.operation.livenessTimeout));
        made.watch(listeners::loops);
        made.watch(() -> List.of(timer));
        made.watch("journal", journal::isAlive);
        made.watch("dead-letters", deadLetters::isAlive);
        cluster.threads().forEach(made::watch);
        metrics.gauge(
                "gateway.threads.failed",
                "Threads that have died or do not respond",
                () -> made.faults().size());
        return made;
    }

    boolean isReady() {
        return readiness.stream().allMatch(ReadinessCheck::ready);
    }

    private List<ReadinessCheck> readiness() {
        List<ReadinessCheck> checks = new ArrayList<>();
        checks.add(ReadinessCheck.of("starting", listeners::areOpen));
        checks.add(ReadinessCheck.of("draining", () -> !draining.get()));
        checks.add(ReadinessCheck.of("functions", routes::anyRegisterAnswers));
        checks.add(ReadinessCheck.of("journal", journal::isWritable));
        checks.addAll(cluster.readiness());
        return checks;
    }

    private Cluster cluster(@Nullable RedisSettings settings) {
        return settings == null
                ? Cluster.none()
                : new RedisCluster(
                        settings,
                        ids,
                        local,
                        new OrphanedConnections(routes, () -> cleanups, missingApis()),
                        metrics,
                        this::closeTakenOver,
                        nanoTime);
    }

    private GroupDispatcher groupDispatcher() {
        LocalGroups here = new LocalGroups(groups);
        return cluster.groupBus()
                .<GroupDispatcher>map(bus -> {
                    subscriptions.connect(bus);
                    return ClusterGroups.of(here, bus, metrics);
                })
                .orElse(here);
    }

    private MissingApis missingApis() {
        return new MissingApis(options.journal.unknownApiWait(), clock, letter -> deadLetters.add(letter), metrics);
    }

    private void closeTakenOver() {
        for (LiveConnection session : registry.all()) {
            if (!NodeId.of(session.id()).equals(Optional.of(ids.node()))) {
                session.onEventLoop(() -> session.close(CloseCause.TAKEN_OVER));
            }
        }
    }

    private static ConnectionJournal journal(JournalOptions options) {
        return options.journal == null ? ConnectionJournal.none() : FileJournal.open(options.journal, options.sync);
    }

    private static ScheduledExecutorService functionTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "function-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        // Most timeouts are cancelled. Kept until they expire, they would retain the responses of the last ten seconds.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private InvokerFactory.Settings invokerSettings(InvocationOptions options) {
        return new InvokerFactory.Settings(
                options.instances,
                options.maxInvocations,
                options.signature(clock),
                options.scfEndpoint,
                options.scfParallelism);
    }
}
