package scf.websocket.gateway.handshake;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.connection.IdSource;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.http.HttpDate;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationLimit;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.LimitedInvoker;
import scf.websocket.gateway.invoke.TimeoutInvoker;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.limit.ConnectionLimits;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.limit.UnsentBytes;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.route.ApiMatch;
import scf.websocket.gateway.route.ReferenceCount;
import scf.websocket.gateway.security.ForwardedFields;
import scf.websocket.gateway.security.OriginRule;
import scf.websocket.gateway.security.TrustedProxies;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.session.SessionServices;
import scf.websocket.gateway.testing.NoExtensions;

/** The public listener and everything behind it, on a real socket, with one faulty port. */
final class FaultyGateway implements AutoCloseable {
    static final String PATH = "/release/websocket";

    /** How long a port may block before the gateway continues without it. */
    private static final Duration PORT_TIMEOUT = Duration.ofMillis(150);

    private final Fault fault;
    private final SessionRegistry registry = new SessionRegistry();
    private final ConnectionLimits limits = new ConnectionLimits(2, 2, 0, System.nanoTime());
    private final PendingHandshakes pending = new PendingHandshakes(2, 2, 1);
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final InvocationLimit invocations = new InvocationLimit(4, loops, metrics);
    private final PendingCleanups pendingIds = new PendingCleanups();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicInteger cleanedUp = new AtomicInteger();
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final AtomicInteger unused = new AtomicInteger();
    private final ReferenceCount usage = new ReferenceCount(unused::incrementAndGet);
    private final CleanupQueue cleanups;
    private final int port;

    /** @param further a handler that the test adds to each pipeline */
    FaultyGateway(Fault fault, Consumer<SocketChannel> further) {
        this.fault = fault;
        EventWriter events = new EventWriter(true);
        ConnectionRecords records = new ConnectionRecords(journal(), ledger());
        AccessLog access = new AccessLog(AccessLog.Lines.ALL, faultyLogger());
        Extensions extensions = NoExtensions.of(metrics);
        this.cleanups = new CleanupQueue(
                events,
                extensions,
                records,
                letter -> CompletableFuture.completedStage(true),
                metrics,
                access,
                pendingIds,
                new CleanupQueue.Bounds(2, 100, 100, 0),
                timer,
                System::nanoTime,
                Clock.systemUTC());
        Api api = new Api(
                PATH,
                "api-x",
                new Api.Functions(
                        function(Fault.Port.REGISTER), function(Fault.Port.TRANSMISSION), function(Fault.Port.CLEANUP)),
                settings(),
                false,
                OriginRule.of(List.of()),
                usage,
                FrameFormat.of(1000));
        HandshakeContext handshakeContext = new HandshakeContext(
                new SessionServices(
                        settings(),
                        registry,
                        events,
                        extensions,
                        WaitingBytes.of(64 << 20),
                        cleanups,
                        records,
                        metrics,
                        access),
                new PublicPaths(path -> paths(api), path -> Optional.empty(), Map.of(), null),
                ids(),
                new Admission(
                        TrustedProxies.of(List.of()),
                        new ForwardedFields(List.of(), List.of()),
                        limits,
                        cleanups,
                        pending,
                        metrics,
                        System::nanoTime),
                false,
                Duration.ofSeconds(1));
        PublicChannel channels = new PublicChannel(
                handshakeContext,
                SocketLimit.ofClients(10, 0),
                new UnsentBytes(1 << 20, System::nanoTime),
                8192,
                new HttpDate(Clock.systemUTC()),
                null);
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.initChannel(channel);
                        further.accept(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        this.port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    int port() {
        return port;
    }

    /** The messages that transmission received. */
    List<String> messages() {
        return messages;
    }

    /** Lists the remains of closed connections; empty if there are none. */
    String left() {
        StringBuilder left = new StringBuilder();
        describe(left, "sessions", registry.size());
        describe(left, "closing", registry.closing());
        describe(left, "counted connections", limits.connections());
        describe(left, "handshakes pending", pending.pending());
        describe(left, "cleanups pending", cleanups.pending());
        describe(left, "running invocations", invocations.underWay());
        describe(left, "events waiting", invocations.waiting());
        describe(left, "ids without a cleanup", Math.max(0, registered.get() - cleanedUp.get()));
        if (fault.port() != Fault.Port.JOURNAL_CLOSED) {
            describe(left, "in the journal", recorded.get() - forgotten.get());
        }
        return left.toString();
    }

    private static void describe(StringBuilder text, String what, int count) {
        if (count != 0) {
            text.append(what).append(": ").append(count).append("; ");
        }
    }

    /** Releases the routes' reference to the API; other users keep theirs. */
    void releaseApi() {
        usage.end();
    }

    boolean apiIsUnused() {
        return unused.get() == 1;
    }

    private static ConnectionSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new ConnectionSettings(
                minute, Duration.ZERO, minute, minute, minute, false, 1000, 1000, 10, 100_000, 0, 0, null);
    }

    private Optional<ApiMatch> paths(Api api) {
        fault.at(Fault.Port.PATHS);
        return Optional.of(new ApiMatch(api, "release", "/websocket", Map.of()));
    }

    private IdSource ids() {
        ConnectionIds ids = new ConnectionIds();
        return () -> fault.at(Fault.Port.IDS, timer, () -> CompletableFuture.completedFuture(ids.next()));
    }

    private ConnectionLedger ledger() {
        return new ConnectionLedger() {
            @Override
            public void opened(String connectionId, String apiId) {
                fault.at(Fault.Port.LEDGER_OPENED);
            }

            @Override
            public void closed(String connectionId) {
                fault.at(Fault.Port.LEDGER_CLOSED);
            }
        };
    }

    private ConnectionJournal journal() {
        return new ConnectionJournal() {
            private final List<String> ids = new CopyOnWriteArrayList<>();

            @Override
            public CompletionStage<Boolean> opened(OpenConnection connection) {
                return fault.at(Fault.Port.JOURNAL_OPENED, timer, () -> {
                    ids.add(connection.id());
                    recorded.incrementAndGet();
                    return CompletableFuture.completedFuture(true);
                });
            }

            @Override
            public void closed(String connectionId) {
                fault.at(Fault.Port.JOURNAL_CLOSED);
                if (ids.remove(connectionId)) {
                    forgotten.incrementAndGet();
                }
            }

            @Override
            public List<OpenConnection> leftOpen() {
                return List.of();
            }

            @Override
            public boolean isWritable() {
                return true;
            }

            @Override
            public int size() {
                return ids.size();
            }

            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    /** A function with limits on concurrency and time, as the pool creates it. */
    private FunctionInvoker function(Fault.Port kind) {
        FunctionInvoker function = new FunctionInvoker() {
            @Override
            public CompletionStage<InvocationOutcome> invoke(byte[] event) {
                if (kind == Fault.Port.REGISTER) {
                    registered.incrementAndGet();
                }
                return fault.at(kind, timer, () -> CompletableFuture.completedFuture(answered(kind, event)));
            }

            @Override
            public void close() {}
        };
        return LimitedInvoker.waiting(
                new TimeoutInvoker(function, PORT_TIMEOUT), invocations, FunctionKind.valueOf(kind.name()));
    }

    private InvocationOutcome answered(Fault.Port kind, byte[] event) {
        if (kind == Fault.Port.TRANSMISSION) {
            messages.add(new String(event, StandardCharsets.UTF_8));
        } else if (kind == Fault.Port.CLEANUP) {
            cleanedUp.incrementAndGet();
        }
        return new InvocationOutcome.Answered("{\"errNo\":0,\"errMsg\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Logs like the real logger, except for the fault. */
    private Logger faultyLogger() {
        Logger real = LoggerFactory.getLogger("scf.websocket.gateway.access");
        return (Logger) Proxy.newProxyInstance(
                FaultyGateway.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    fault.at(Fault.Port.ACCESS_LOG);
                    return method.invoke(real, arguments);
                });
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        timer.shutdownNow();
        invocations.close();
    }
}
