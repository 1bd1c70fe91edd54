package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.gateway.function.EventWriter;
import scf.websocket.gateway.function.FunctionInvoker;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.limit.ConnectionLimits;
import scf.websocket.gateway.limit.MessageRates;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.HandedOn;
import scf.websocket.gateway.security.OriginRule;
import scf.websocket.gateway.security.TrustedProxies;
import scf.websocket.gateway.testing.Await;
import scf.websocket.gateway.testing.RawClient;

/** Faults between accept and 101, put into each port that a handshake passes: none leaves a client without an answer, or a session. */
class HandshakeGuardTest {
    private static final String PATH = "/release/websocket";

    enum Fault {
        PATHS_THROW,
        IDS_THROW,
        IDS_FAIL,
        LEDGER_THROWS,
        JOURNAL_THROWS,
        JOURNAL_FAILS,
        REGISTER_THROWS,
        REGISTER_THROWS_AN_ERROR,
        REGISTER_FAILS,
        REGISTER_FAILS_IN_ANOTHER_THREAD,
        NONE;

        /** Whether register may have stored the connection. */
        boolean isAfterRegister() {
            return name().startsWith("REGISTER");
        }
    }

    private static RuntimeException fault() {
        return new IllegalStateException("put in by the test");
    }

    private final SessionRegistry registry = new SessionRegistry();
    private final List<String> cleanedUp = new CopyOnWriteArrayList<>();
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final PendingHandshakes pending = new PendingHandshakes(2, 2, 1);
    private final ConnectionLimits limits = new ConnectionLimits(3, 0, 0, System.nanoTime());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whateverIsThrownIsAnsweredClosedAndCleanedUp(Fault fault) {
        int port = serve(fault);
        int rounds = 5; // More than may be connected: each gives its place back.
        for (int i = 0; i < rounds; i++) {
            try (RawClient client = new RawClient(port)) {
                assertThat(client.handshake(PATH).readHttp())
                        .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                        .endsWith("{\"errNo\":500,\"errMsg\":\"internal error\"}");
                assertThat(client.read()).isEqualTo(-1);
            }
            Await.until("its place is free", () -> limits.connections() == 0 && pending.pending() == 0);
        }
        assertThat(registry.size()).isZero();
        int cleanups = fault.isAfterRegister() ? rounds : 0;
        Await.until("cleanups", () -> cleanedUp.size() >= cleanups);
        assertThat(cleanedUp).hasSize(cleanups).doesNotHaveDuplicates();
        Await.until("nothing is left on record", () -> closed.get() >= recorded.get());
    }

    /** Thrown by a handler before ours, as BodyGuard or BodyLimit. */
    @Test
    void aFaultInThePipelineIsAnswered() {
        int port = serve(
                Fault.NONE,
                channel -> channel.pipeline()
                        .addBefore(
                                channel.pipeline()
                                        .context(PublicRequestHandler.class)
                                        .name(),
                                null,
                                new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void channelRead(ChannelHandlerContext context, Object message) {
                                        ReferenceCountUtil.release(message);
                                        throw fault();
                                    }
                                }));
        try (RawClient client = new RawClient(port)) {
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                    .endsWith("{\"errNo\":500,\"errMsg\":\"internal error\"}");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void withoutAFaultThereIsAConnection() {
        try (RawClient client = new RawClient(serve(Fault.NONE))) {
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            Await.until("open", () -> registry.size() == 1);
        }
        Await.until("cleanup", () -> cleanedUp.size() == 1);
    }

    private int serve(Fault fault) {
        return serve(fault, channel -> {});
    }

    private int serve(Fault fault, Consumer<SocketChannel> further) {
        GatewayMetrics metrics = new GatewayMetrics();
        EventWriter events = new EventWriter(true);
        ConnectionRecords records = new ConnectionRecords(journal(fault), ledger(fault));
        AccessLog access = new AccessLog(AccessLog.Lines.OFF);
        CleanupQueue cleanups = new CleanupQueue(
                events,
                records,
                metrics,
                access,
                new PendingCleanups(),
                new CleanupQueue.Bounds(10, 100, 100),
                timer,
                System::nanoTime);
        SessionSettings settings = settings();
        Api api = new Api(
                PATH,
                "api-x",
                new Api.Functions(register(fault), register(Fault.NONE), cleanup()),
                settings,
                false,
                OriginRule.of(List.of()),
                new ApiUsage(() -> {}),
                new FrameDecoders(1000));
        Handshakes handshakes = new Handshakes(
                new SessionServices(
                        settings, registry, events, WaitingBytes.of(64 << 20), cleanups, records, metrics, access),
                new PublicPaths(path -> paths(fault, api), path -> Optional.empty(), Map.of(), null),
                ids(fault),
                new Admission(
                        TrustedProxies.of(List.of()),
                        new HandedOn(List.of(), List.of()),
                        limits,
                        cleanups,
                        pending,
                        metrics),
                false,
                Duration.ofSeconds(10));
        PublicChannel channels = new PublicChannel(handshakes, SocketLimit.ofClients(10, 0), 8192, null);
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
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static SessionSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new SessionSettings(
                minute, Duration.ZERO, minute, minute, minute, false, 1000, 1000, 10, 100_000, new MessageRates(0, 0));
    }

    private static Optional<ApiMatch> paths(Fault fault, Api api) {
        if (fault == Fault.PATHS_THROW) {
            throw fault();
        }
        return Optional.of(new ApiMatch(api, "release", "/websocket", Map.of()));
    }

    private static IdSource ids(Fault fault) {
        ConnectionIds ids = new ConnectionIds();
        return () -> {
            if (fault == Fault.IDS_THROW) {
                throw fault();
            }
            return fault == Fault.IDS_FAIL
                    ? CompletableFuture.failedFuture(fault())
                    : CompletableFuture.completedFuture(ids.next());
        };
    }

    private static ConnectionLedger ledger(Fault fault) {
        return new ConnectionLedger() {
            @Override
            public void opened(String connectionId, String apiId) {
                if (fault == Fault.LEDGER_THROWS) {
                    throw fault();
                }
            }

            @Override
            public void closed(String connectionId) {}
        };
    }

    private ConnectionJournal journal(Fault fault) {
        return new ConnectionJournal() {
            @Override
            public CompletionStage<Boolean> opened(OpenConnection connection) {
                if (fault == Fault.JOURNAL_THROWS) {
                    throw fault();
                }
                recorded.incrementAndGet();
                return fault == Fault.JOURNAL_FAILS
                        ? CompletableFuture.failedFuture(fault())
                        : CompletableFuture.completedFuture(true);
            }

            @Override
            public void closed(String connectionId) {
                closed.incrementAndGet();
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
                return recorded.get() - closed.get();
            }

            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    private static InvocationOutcome ok() {
        return new InvocationOutcome.Answered("{\"errNo\":0,\"errMsg\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static FunctionInvoker invoker(Function<byte[], CompletionStage<InvocationOutcome>> call) {
        return new FunctionInvoker() {
            @Override
            public CompletionStage<InvocationOutcome> invoke(byte[] event) {
                return call.apply(event);
            }

            @Override
            public void close() {}
        };
    }

    private FunctionInvoker register(Fault fault) {
        return invoker(event -> switch (fault) {
            case REGISTER_THROWS -> throw fault();
            case REGISTER_THROWS_AN_ERROR -> throw new NoClassDefFoundError("put in by the test");
            case REGISTER_FAILS -> CompletableFuture.failedFuture(fault());
            case REGISTER_FAILS_IN_ANOTHER_THREAD ->
                CompletableFuture.supplyAsync(
                        () -> {
                            throw fault();
                        },
                        timer);
            default -> CompletableFuture.completedFuture(ok());
        });
    }

    private FunctionInvoker cleanup() {
        return invoker(event -> {
            cleanedUp.add(new String(event, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(ok());
        });
    }
}
