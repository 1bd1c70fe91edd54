package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static scf.websocket.gateway.invoke.ScriptedHttpServer.answer;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scf.websocket.testing.process.Await;

/** Connections to targets over an unreliable network. */
@Timeout(60)
class HttpConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final HttpLimits LONG_TIMEOUTS = new HttpLimits(512, LONG, LONG, LONG, LONG, LONG, LONG);

    private static final ScriptedHttpServer.Script ANSWERS = (exchange, number) -> {
        while (true) {
            exchange.request();
            exchange.send(answer("{\"n\":" + number + "}"));
        }
    };

    private static HttpNames names(String... addresses) {
        return new HttpNames(name -> parse(addresses), System::nanoTime);
    }

    private static InetAddress[] parse(String... addresses) throws UnknownHostException {
        InetAddress[] parsed = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            parsed[i] = InetAddress.getByName(addresses[i]);
        }
        return parsed;
    }

    /** After 4 s, because Node and Uvicorn close after 5 s; Reactor Netty keeps an idle connection for ever, the JDK for 20 minutes. */
    @Test
    void anIdleConnectionIsClosedBeforeUsualServersCloseIt() {
        assertThat(HttpLimits.of(1).idle()).isEqualTo(Duration.ofSeconds(4));
        AtomicBoolean closed = new AtomicBoolean();
        HttpLimits limits = new HttpLimits(512, LONG, LONG, LONG, Duration.ofMillis(300), LONG, LONG);
        try (HttpCalls calls = new HttpCalls(limits);
                ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
                    exchange.request();
                    exchange.send(answer("{}"));
                    exchange.untilClosed();
                    closed.set(true);
                })) {
            calls.call(server.port());
            Await.until("the idle connection is closed", closed::get);
        }
    }

    /** Reactor Netty and the JDK keep a connection as long as it is in use, and so miss a change of DNS. */
    @Test
    void aConnectionCarriesNoEventAfterItsMaximumAge() {
        HttpLimits limits = new HttpLimits(512, LONG, LONG, LONG, LONG, Duration.ofMillis(500), LONG);
        try (HttpCalls calls = new HttpCalls(limits);
                ScriptedHttpServer server = new ScriptedHttpServer(ANSWERS)) {
            Await.until("an event takes another connection", () -> {
                assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
                return server.connections() == 2;
            });
        }
    }

    @Test
    void eventsAtTheSameTimeAreNeverOnOneConnection() {
        CountDownLatch both = new CountDownLatch(2);
        try (HttpCalls calls = new HttpCalls();
                ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
                    exchange.request();
                    both.countDown();
                    await(both);
                    exchange.send(answer("{}"));
                })) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            List<CompletableFuture<InvocationOutcome>> pending = List.of(calls.begin(url), calls.begin(url));
            assertThat(pending)
                    .allSatisfy(
                            call -> assertThat(HttpCalls.outcome(call)).isInstanceOf(InvocationOutcome.Answered.class));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Reactor Netty limits a pool to twice the processors, at least 16, or to 500 in some settings; the JDK has no limit. */
    @Test
    void eventsWithoutAFreeConnectionAreBusyInTime() {
        CountDownLatch all = new CountDownLatch(1);
        HttpLimits limits = new HttpLimits(40, Duration.ofSeconds(1), LONG, LONG, LONG, LONG, LONG);
        try (HttpCalls calls = new HttpCalls(limits);
                ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
                    exchange.request();
                    await(all);
                    exchange.send(answer("{}"));
                    exchange.untilClosed();
                })) {
            List<CompletableFuture<InvocationOutcome>> pending = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                pending.add(calls.begin("http://127.0.0.1:" + server.port() + "/"));
            }
            Await.until("all requests are in progress", () -> server.requests.size() == 40);
            assertThat(calls.call(server.port())).isEqualTo(new InvocationOutcome.Busy());
            all.countDown();
            assertThat(pending)
                    .allSatisfy(
                            call -> assertThat(HttpCalls.outcome(call)).isInstanceOf(InvocationOutcome.Answered.class));
            assertThat(server.connections()).isEqualTo(40);
        }
    }

    @Test
    void anEventStaysOnTheEventLoopThatSendsItAndUsesAConnectionOfThatLoop() {
        try (HttpCalls calls = new HttpCalls();
                ScriptedHttpServer server = new ScriptedHttpServer(ANSWERS)) {
            for (int round = 0; round < 2; round++) {
                for (EventExecutor loop : calls.loops) {
                    assertThat(answeringThread(calls, server, loop)).isEqualTo(thread(loop));
                }
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static Thread answeringThread(HttpCalls calls, ScriptedHttpServer server, EventExecutor loop) {
        CompletableFuture<Thread> answering = new CompletableFuture<>();
        loop.execute(() -> calls.begin("http://127.0.0.1:" + server.port() + "/")
                .whenComplete((outcome, failure) -> answering.complete(Thread.currentThread())));
        return answering.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Thread thread(EventExecutor loop) {
        return loop.submit(Thread::currentThread).awaitUninterruptibly().getNow();
    }

    @Test
    void anEventAfterTheEventLoopsHaveStoppedIsUnreachable() {
        HttpCalls calls = new HttpCalls();
        calls.close();
        assertThat(calls.call("http://127.0.0.1:1/"))
                .isEqualTo(new InvocationOutcome.Unreachable("the gateway has stopped"));
    }

    /** The JDK's client tries only the first address. */
    @Test
    void everyAddressOfANameIsTried() {
        try (HttpCalls calls = new HttpCalls(LONG_TIMEOUTS, names("::1", "127.0.0.3", "127.0.0.4", "127.0.0.1"));
                ScriptedHttpServer server = new ScriptedHttpServer(ANSWERS)) {
            assertThat(calls.call("http://function.test:" + server.port() + "/"))
                    .isInstanceOf(InvocationOutcome.Answered.class);
        }
    }

    /** By default, each address may take 30 s. */
    @Test
    void aHangingAddressIsSkippedAndThenTriedLast() throws IOException {
        HttpLimits limits = new HttpLimits(512, LONG, Duration.ofMillis(1500), LONG, LONG, Duration.ZERO, LONG);
        try (ScriptedHttpServer server = new ScriptedHttpServer(ANSWERS);
                FullBacklog hanging = new FullBacklog("127.0.0.2", server.port());
                HttpCalls calls = new HttpCalls(limits, names("127.0.0.2", "127.0.0.1"))) {
            String url = "http://function.test:" + server.port() + "/";
            assertThat(calls.call(url)).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(HttpCalls.outcome(calls.begin(url, Duration.ofMillis(1200), new byte[] {'{', '}'})))
                    .isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(hanging.isFull()).isTrue();
        }
    }

    @Test
    void aServerThatDoesNotAcceptIsNoConnectionInTime() throws IOException {
        HttpLimits limits = new HttpLimits(512, Duration.ofMillis(300), LONG, LONG, LONG, LONG, LONG);
        try (FullBacklog hanging = new FullBacklog("127.0.0.2", 0);
                HttpCalls calls = new HttpCalls(limits)) {
            assertThat(calls.call("http://127.0.0.2:" + hanging.port() + "/"))
                    .isEqualTo(new InvocationOutcome.Unreachable("no connection in time"));
        }
    }

    @Test
    void aServerThatAcceptsAndDoesNotSpeakTlsIsNoConnectionInTime() {
        HttpLimits limits = new HttpLimits(512, LONG, LONG, Duration.ofMillis(300), LONG, LONG, LONG);
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> exchange.untilClosed());
                HttpCalls calls = new HttpCalls(limits)) {
            assertThat(calls.call("https://127.0.0.1:" + server.port() + "/"))
                    .isEqualTo(new InvocationOutcome.Unreachable("no connection in time"));
        }
    }

    @Test
    void aChangeOfDnsIsFollowed() {
        AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
        AtomicLong nanos = new AtomicLong();
        HttpNames names = new HttpNames(name -> parse(address.get()), nanos::get);
        HttpLimits limits = new HttpLimits(512, LONG, LONG, LONG, LONG, Duration.ofMillis(100), LONG);
        AtomicInteger atNewAddress = new AtomicInteger();
        try (HttpCalls calls = new HttpCalls(limits, names);
                ScriptedHttpServer before = new ScriptedHttpServer(ANSWERS);
                ScriptedHttpServer after = new ScriptedHttpServer("127.0.0.2", before.port(), (exchange, number) -> {
                    exchange.request();
                    atNewAddress.incrementAndGet();
                    exchange.send(answer("{}"));
                })) {
            String url = "http://function.test:" + before.port() + "/";
            calls.call(url);
            address.set("127.0.0.2");
            nanos.addAndGet(HttpNames.REFRESH.toNanos());
            Await.until("an event reaches the new address", () -> {
                calls.call(url);
                return atNewAddress.get() > 0;
            });
            assertThat(after.connections()).isPositive();
        }
    }

    /** The server may be frozen or the network may drop everything. */
    @Test
    void aConnectionOnWhichAnEventTimedOutIsNotUsedAgain() {
        AtomicBoolean closed = new AtomicBoolean();
        try (HttpCalls calls = new HttpCalls();
                ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
                    exchange.request();
                    exchange.send(answer("{}"));
                    exchange.request();
                    if (number > 0) {
                        exchange.send(answer("{}"));
                    }
                    exchange.untilClosed();
                    closed.set(true);
                })) {
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(calls.call(server.port(), Duration.ofMillis(300))).isEqualTo(new InvocationOutcome.TimedOut());
            Await.until("the connection is closed", closed::get);
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void anEventThatWasSentIntoAClosingConnectionIsNotSentAgain() {
        try (HttpCalls calls = new HttpCalls();
                ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
                    exchange.request();
                    exchange.send(answer("{}"));
                    exchange.request();
                })) {
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Failed.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    /** Proxy properties set for other parts of the process do not redirect events. */
    @Test
    void aProxyOfTheSystemIsNotUsed() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        try (HttpCalls calls = new HttpCalls();
                ScriptedHttpServer server = new ScriptedHttpServer(ANSWERS)) {
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }

    @Test
    void closingEndsRunningCallsAndLosesNoOutcome() {
        HttpCalls calls = new HttpCalls();
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            exchange.untilClosed();
        })) {
            CompletableFuture<InvocationOutcome> pending = calls.begin("http://127.0.0.1:" + server.port() + "/");
            Await.until("the request is in progress", () -> server.requests.size() == 1);
            calls.close();
            assertThat(HttpCalls.outcome(pending)).isInstanceOf(InvocationOutcome.Failed.class);
            assertThat(calls.call(server.port())).isNotInstanceOf(InvocationOutcome.Answered.class);
        }
    }

    /** A listener with a full backlog: the kernel drops connection attempts, so connecting hangs. */
    private static final class FullBacklog implements AutoCloseable {
        private final ServerSocket server = new ServerSocket();
        private final List<SocketChannel> queued = new ArrayList<>();

        FullBacklog(String address, int port) throws IOException {
            server.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(server.getLocalSocketAddress());
                queued.add(channel);
            }
            Await.until("the backlog is full", this::isFull);
        }

        int port() {
            return server.getLocalPort();
        }

        boolean isFull() {
            try (Socket socket = new Socket()) {
                socket.connect(server.getLocalSocketAddress(), 200);
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : queued) {
                channel.close();
            }
            server.close();
        }
    }
}
