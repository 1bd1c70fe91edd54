package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.EventSignature;
import scf.websocket.event.SignedTarget;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.trace.TraceMember;
import scf.websocket.testing.process.Await;

class HttpInvokerTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String EVENT = "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"你好\"}}";

    private final MockWebServer server = new MockWebServer();
    private final HttpCalls calls = new HttpCalls();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
        calls.close();
    }

    private HttpInvoker invoker(Duration timeLimit, EventSignature signature) {
        return new HttpInvoker(
                calls.connections.clients("http"),
                URI.create("http://127.0.0.1:" + server.getPort() + "/function"),
                timeLimit,
                FunctionKind.TRANSMISSION,
                signature);
    }

    private InvocationOutcome invoke() {
        return outcome(invoker(Duration.ofSeconds(10), null));
    }

    private static InvocationOutcome outcome(FunctionInvoker invoker) {
        return invoker.invoke(EVENT.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    private static MockResponse ok() {
        return new MockResponse.Builder().body("{\"errNo\":0}").build();
    }

    @Test
    void theEventIsTheBodyOfAPost() throws InterruptedException {
        server.enqueue(ok());
        InvocationOutcome outcome = invoke();
        assertThat(new String(((InvocationOutcome.Answered) outcome).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"errNo\":0}");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/function");
        assertThat(request.getBody().utf8()).isEqualTo(EVENT);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.getHeaders().get(EventSignature.HEADER)).isNull();
    }

    @Test
    void anEventOfATraceCarriesItsPositionInAHeaderToo() throws InterruptedException {
        String position = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String member =
                new String(TraceMember.of(TraceParent.parse(position).orElseThrow()), StandardCharsets.US_ASCII);
        assertThat(member).isEqualTo(",\"traceparent\":\"" + position + "\"");
        List<String> headers = new ArrayList<>();
        for (String event : List.of(
                "{\"websocket\":{}" + member + "}",
                "{\"websocket\":{}}",
                // As a client's text ends a string, and inside of an object.
                "{\"context\":\"" + member.replace("\"", "\\\"") + "\"}",
                "{\"websocket\":{\"a\":\"\"" + member + "}}",
                "{}",
                "")) {
            server.enqueue(ok());
            invoker(Duration.ofSeconds(10), null)
                    .invoke(event.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .orTimeout(15, TimeUnit.SECONDS)
                    .join();
            headers.add(server.takeRequest().getHeaders().get(TraceParent.HEADER));
        }
        assertThat(headers).containsExactly(position, null, null, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everyStatusThatMeansSuccessIsSuccess(int status) {
        server.enqueue(new MockResponse.Builder().code(status).build());
        assertThat(invoke()).isInstanceOf(InvocationOutcome.Answered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 429, 432, 433, 500, 503})
    void everyOtherStatusIsAFailedFunction(int status) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", "http://127.0.0.1:1/")
                .body("secret")
                .build());
        assertThat(invoke()).isEqualTo(new InvocationOutcome.Failed("HTTP status " + status));
    }

    @Test
    void eventsShareAConnection() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            server.enqueue(ok());
            invoke();
        }
        assertThat(server.takeRequest().getExchangeIndex()).isZero();
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(2);
    }

    @Test
    void aConnectionThatTheServerHasClosedIsNotUsedAgain() throws IOException {
        AtomicInteger closedByClient = new AtomicInteger();
        try (ServerSocket closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerAndClose(closing, closedByClient));
            thread.start();
            FunctionInvoker invoker = new HttpInvoker(
                    calls.connections.clients("http"),
                    URI.create("http://127.0.0.1:" + closing.getLocalPort() + "/"),
                    Duration.ofSeconds(10),
                    FunctionKind.TRANSMISSION,
                    null);
            for (int i = 1; i <= 20; i++) {
                int count = i;
                assertThat(outcome(invoker)).isInstanceOf(InvocationOutcome.Answered.class);
                Await.until("the client has closed the connection", () -> closedByClient.get() == count);
            }
        }
    }

    /** The response promises keep-alive, but each connection closes after it. */
    private static void answerAndClose(ServerSocket server, AtomicInteger closedByClient) {
        while (true) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                while (!request.toString(StandardCharsets.UTF_8).endsWith("}}")) {
                    request.write(in.read());
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                if (in.read() == -1) {
                    closedByClient.incrementAndGet();
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void anAnswerThatDoesNotBeginInTimeHasTimedOut() {
        server.enqueue(new MockResponse.Builder()
                .headersDelay(10, TimeUnit.SECONDS)
                .body("{}")
                .build());
        assertThat(outcome(invoker(Duration.ofMillis(200), null))).isEqualTo(new InvocationOutcome.TimedOut());
    }

    @Test
    void anAnswerThatBeginsAndDoesNotEndHasTimedOut() {
        server.enqueue(new MockResponse.Builder()
                .bodyDelay(10, TimeUnit.SECONDS)
                .body("{}")
                .build());
        assertThat(outcome(invoker(Duration.ofMillis(200), null))).isEqualTo(new InvocationOutcome.TimedOut());
    }

    @Test
    void aRequestThatWasSentIsNotRepeated() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(ok());
        assertThat(invoke()).isInstanceOf(InvocationOutcome.Failed.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void anUnreachableServerIsAnUnreachableFunction() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        InvocationOutcome outcome = outcome(new HttpInvoker(
                calls.connections.clients("http"),
                URI.create("http://127.0.0.1:" + port + "/"),
                Duration.ofSeconds(5),
                FunctionKind.TRANSMISSION,
                null));
        assertThat(outcome).isInstanceOf(InvocationOutcome.Unreachable.class);
    }

    @Test
    void aSignedEventCarriesASignatureThatTheFunctionAccepts() throws InterruptedException {
        server.enqueue(ok());
        outcome(invoker(Duration.ofSeconds(10), EventSignature.of(KEY, Clock.systemUTC())));
        RecordedRequest request = server.takeRequest();
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        String nonce = EventSignature.of("another-key-another-key-another-key," + KEY, Clock.systemUTC())
                .verify(headers, request.getBody().utf8());
        assertThat(nonce).hasSize(22);

        EventSignature verifier = EventSignature.of(KEY, Clock.systemUTC());
        URI own = URI.create("http://127.0.0.1:" + server.getPort() + "/function");
        assertThat(verifier.verify(headers, request.getBody().utf8(), SignedTarget.of("transmission", own)))
                .isEqualTo(nonce);
        assertThatThrownBy(() -> verifier.verify(headers, request.getBody().utf8(), SignedTarget.of("cleanup", own)))
                .as("replayed against another function")
                .hasMessage("the signature does not fit the event");
    }
}
