package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.testing.process.Await;

@Timeout(60)
class Http2Test {
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMillis(500);

    private static final SSLContext TLS = TestCertificates.tls();

    private final MockWebServer server = new MockWebServer();
    private final HttpNames names =
            new HttpNames(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}, System::nanoTime);
    private final HttpCalls calls =
            new HttpCalls(new HttpLimits(512, LONG, LONG, LONG, LONG, LONG, SILENCE), names, TLS);

    @BeforeEach
    void start() throws Exception {
        server.useHttps(TLS.getSocketFactory());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
        calls.close();
    }

    private static MockResponse.Builder ok() {
        return new MockResponse.Builder().body("{}");
    }

    private CompletableFuture<InvocationOutcome> begin() {
        return calls.begin(url(server.getPort()));
    }

    private static String url(int port) {
        return "https://localhost:" + port + "/";
    }

    private InvocationOutcome call() {
        return HttpCalls.outcome(begin());
    }

    private static void assertAnswered(InvocationOutcome outcome) {
        assertThat(outcome).isInstanceOf(InvocationOutcome.Answered.class);
    }

    @Test
    void overTlsEventsAtTheSameTimeShareOneHttp2Connection() throws Exception {
        server.enqueue(ok().build());
        assertAnswered(call());

        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.enqueue(ok().build());
            outcomes.add(begin());
        }
        outcomes.forEach(outcome -> assertAnswered(HttpCalls.outcome(outcome)));
        for (int i = 0; i < 11; i++) {
            RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
            assertThat(request.getVersion()).isEqualTo("HTTP/2");
            assertThat(request.getConnectionIndex()).isZero();
            assertThat(request.getBody().utf8()).isEqualTo("{}");
            assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        }
    }

    @Test
    void aServerThatSpeaksNoHttp2GetsHttp1() throws Exception {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.enqueue(ok().build());
        assertAnswered(call());
        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
    }

    @Test
    void eventsAtTheSameTimeToSuchAServerHaveAConnectionEach() {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.enqueue(ok().headersDelay(1, TimeUnit.SECONDS).build());
            outcomes.add(begin());
        }
        Await.until("all requests are in progress", () -> server.getRequestCount() == 10);
        outcomes.forEach(outcome -> assertAnswered(HttpCalls.outcome(outcome)));
    }

    /** Ten events that start at once could open ten connections. */
    @Test
    void eventsAtTheStartShareOneConnection() throws Exception {
        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.enqueue(ok().build());
            outcomes.add(begin());
        }
        outcomes.forEach(outcome -> assertAnswered(HttpCalls.outcome(outcome)));
        for (int i = 0; i < 10; i++) {
            assertThat(server.takeRequest(5, TimeUnit.SECONDS).getConnectionIndex())
                    .isZero();
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        server.enqueue(ok().build());
        assertThat(calls.call("https://other.test:" + server.getPort() + "/"))
                .isInstanceOf(InvocationOutcome.Unreachable.class);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aCertificateThatTheJdkDoesNotTrustIsRefused() {
        server.enqueue(ok().build());
        try (HttpCalls trusting = new HttpCalls()) {
            assertThat(trusting.call(url(server.getPort()))).isInstanceOf(InvocationOutcome.Unreachable.class);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    /** Reactor Netty reports an error, but by the RFC the server has not processed the request. */
    @Test
    void aStreamThatWasRefusedUnseenIsSentOnceMore() {
        server.enqueue(ok().onResponseStart(new SocketEffect.CloseStream(REFUSED_STREAM))
                .build());
        server.enqueue(ok().build());
        assertAnswered(call());
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aStreamThatWasCutOffIsNotSentAgain() {
        server.enqueue(
                ok().onResponseStart(new SocketEffect.CloseStream(CANCEL)).build());
        server.enqueue(ok().build());
        assertThat(call()).isInstanceOf(InvocationOutcome.Failed.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void afterGoawayTheNextEventTakesAnotherConnection() throws Exception {
        server.enqueue(
                ok().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build());
        assertAnswered(call());
        for (int i = 0; i < 3; i++) {
            server.enqueue(ok().build());
            assertAnswered(call());
        }
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(1);
    }

    /** The request and GOAWAY crossed on the wire: RFC 9113 §6.8. */
    @Test
    void anEventThatGoawayLeavesOutIsSentAgain() {
        try (GoawayServer goaway = new GoawayServer(TLS, 0)) {
            assertAnswered(calls.call(url(goaway.port())));
            assertThat(goaway.requests()).isEqualTo(2);
        }
    }

    @Test
    void anEventThatGoawayDoesNotLeaveOutIsNotSentAgain() {
        try (GoawayServer goaway = new GoawayServer(TLS, 3)) {
            assertThat(calls.call(url(goaway.port()))).isInstanceOf(InvocationOutcome.Failed.class);
            assertThat(goaway.requests()).isEqualTo(1);
        }
    }

    @Test
    void interimAnswersAreSkipped() {
        server.enqueue(ok().addInformationalResponse(
                        new MockResponse.Builder().code(103).build())
                .addInformationalResponse(new MockResponse.Builder().code(102).build())
                .build());
        assertAnswered(call());
    }

    /** By default, Reactor Netty and the JDK 17 client use it until the kernel gives up, after some 15 minutes. */
    @Test
    void aDeadConnectionIsNoticedWhileEventsGoOn() {
        for (int i = 0; i < 1000; i++) {
            server.enqueue(ok().build());
        }
        try (DroppingRelay relay = new DroppingRelay(server.getPort())) {
            assertAnswered(calls.call(url(relay.port())));
            relay.drop();
            Await.until("an event is answered over another connection", () -> {
                InvocationOutcome outcome =
                        HttpCalls.outcome(calls.begin(url(relay.port()), Duration.ofMillis(200), EVENT));
                return outcome instanceof InvocationOutcome.Answered;
            });
            assertThat(relay.connections()).isEqualTo(2);
        }
    }

    /** Without pings, only the time limit of the call ends it. */
    @Test
    void anEventOnADeadConnectionFailsBeforeItsTimeLimit() {
        server.enqueue(ok().build());
        try (DroppingRelay relay = new DroppingRelay(server.getPort())) {
            assertAnswered(calls.call(url(relay.port())));
            relay.drop();
            assertThat(HttpCalls.outcome(calls.begin(url(relay.port()), Duration.ofSeconds(15), EVENT)))
                    .isInstanceOf(InvocationOutcome.Failed.class);
        }
    }

    @Test
    void aSlowFunctionIsNotADeadConnection() {
        server.enqueue(
                ok().headersDelay(SILENCE.toMillis() * 5, TimeUnit.MILLISECONDS).build());
        assertAnswered(call());
    }
}
