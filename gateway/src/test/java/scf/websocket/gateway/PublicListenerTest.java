package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** Plain HTTP on the public port. */
class PublicListenerTest {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static GatewayFixture withPage() {
        return GatewayFixture.start(options -> {
            options.listeners.page = true;
            options.listeners.handshakeTimeout = 1;
        });
    }

    @Test
    void aConnectionServesSeveralPagesAndOutlivesTheHandshakeTimeout() {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            long start = System.nanoTime();
            assertThat(client.write("GET /" + HOST).readHttp())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-type: text/html")
                    .contains("<html");
            try (RawClient silent = gateway.raw()) {
                assertThat(silent.readHttp())
                        .as("a silent client is disconnected")
                        .startsWith("HTTP/1.1 408 ");
                assertThat(silent.read()).isEqualTo(-1);
            }
            assertThat(System.nanoTime() - start).isBetween(900_000_000L, 10_000_000_000L);
            assertThat(client.write("GET /chat.js?v=1" + HOST).readHttp())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("text/javascript");
            assertThat(client.handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void aTricklingHandshakeIsCutAtItsTimeout() {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            client.write("GET /release/websocket HTTP/1.1\r\nHost: local");
            assertThat(client.readHttp())
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .contains("{\"errNo\":408,");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gateway.functions.registers()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_limits_hit_total{limit=\"handshake-timeout\"} 1.0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing.html, 404",
        "GET, /../secret.html, 404",
        "GET, /release, 404",
        "HEAD, /nothing.html, 404",
        "DELETE, /nothing.html, 404",
        "POST, /, 405",
        "PUT, /chat.js, 405"
    })
    void answersAnUnknownPathOrMethodAndKeepsTheConnection(String method, String path, int status) {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            client.write(method + " " + path + HOST);
            assertThat("HEAD".equals(method) ? client.readHead() : client.readHttp())
                    .startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.write("GET /chat.css" + HOST).readHttp()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            String get = client.write("GET /chat.css" + HOST).readHead();
            int length = Integer.parseInt(get.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
            assertThat(client.readBytes(length)).hasSize(length);
            String date = "date: [^\r]*";
            assertThat(client.write("HEAD /chat.css" + HOST).readHead().replaceFirst(date, ""))
                    .isEqualTo(get.replaceFirst(date, ""));
            assertThat(client.write("GET /none" + HOST).readHttp()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void withoutThePageTheRootIs404() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write("GET /" + HOST).readHttp())
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("{\"errNo\":404,\"errMsg\":\"nothing is here\"}");
        }
    }

    @Test
    void requestLinesAndHeadersAreBounded() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient line = gateway.raw();
                RawClient header = gateway.raw()) {
            assertThat(line.write("GET /" + "x".repeat(9000) + HOST).readHttp()).startsWith("HTTP/1.1 414 ");
            assertThat(line.read()).isEqualTo(-1);
            assertThat(header.handshake("/release/websocket", "Cookie: " + "x".repeat(9000))
                            .readHttp())
                    .startsWith("HTTP/1.1 431 ");
            assertThat(header.read()).isEqualTo(-1);
            assertThat(gateway.get("/metrics").body()).contains("gateway_limits_hit_total{limit=\"max-header\"} 2.0");
            assertThat(gateway.functions.registers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", "GET / HTTP/9\r\n\r\n"
            })
    void answersInvalidHttpWith400(String bytes) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write(bytes).readHttp()).startsWith("HTTP/1.1 400 ");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.7 10.0.0.1 5000 80\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "PROXY UNKNOWN\r\n",
                "\r\n\r\n\u0000\r\nQUIT\n!\u0011\u0000\u000cabcdefghijkl"
            })
    void refusesTheProxyProtocolWithAnExplanation(String preface) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write(preface).readHttp())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("the PROXY protocol is not spoken here", "--trust-forwarded");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void aBodyIsAnswered413AndTheConnectionIsKept() {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            assertThat(client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000))
                            .readHttp())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("{\"errNo\":413,");
            assertThat(client.write("GET /" + HOST).readHttp()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** Long before the first ping, which would cause a read anyway. */
    @Test
    void aConnectionOpenedAfterAnotherRequestIsRead() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.listeners.publicHealth = true);
                RawClient socket = gateway.raw()) {
            String first = "GET /healthz" + HOST;
            socket.write(first + "GET /release/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\n\r\n");
            assertThat(socket.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(socket.readHttp()).startsWith("HTTP/1.1 101 ");
            RawWebSocket.on(socket).send(RawWebSocket.TEXT, "hello");
            Await.until(
                    "message",
                    Duration.ofMillis(2500),
                    () -> gateway.functions.messages().size() == 1);
        }
    }

    /** The client keeps sending within the lingering close, and is not reset. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | Upgrade: websocket~Connection: Upgrade~Origin: https://elsewhere.example~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~Sec-WebSocket-Version: 13",
                "426 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~Sec-WebSocket-Version: 12",
                "400 | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13",
            })
    void aRefusedHandshakeFollowedByManyBytesIsAnsweredNotReset(int status, String headers) {
        try (GatewayFixture gateway = GatewayFixture.start(
                        options -> options.security.allowOrigin = List.of("https://here.example"));
                RawClient client = gateway.raw()) {
            String head = "GET /release/websocket HTTP/1.1\r\nHost: x\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n";
            // More than the buffers of both sockets hold.
            client.write(head + "x".repeat(16 << 20));
            assertThat(client.readHttp()).startsWith("HTTP/1.1 " + status + " ").endsWith("}");
            assertThat(client.endsWithin(5000)).isTrue();
        }
    }

    @Test
    void aClientThatRequestsWithoutReadingIsCut() {
        try (GatewayFixture gateway = withPage();
                RawClient client = gateway.raw()) {
            String requests = ("GET /chat.css" + HOST).repeat(200);
            Await.until("cut", () -> !client.tryWrite(requests));
        }
    }
}
