package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** Requests and responses by RFC 9110 and RFC 9112, on both listeners. */
class HttpRulesTest {
    private static final String PATH = "/release/websocket";
    private static final String GET_PAGE = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Pattern DATE = Pattern.compile(
            "\r\ndate: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z][a-z] \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n");

    private static GatewayFixture start() {
        return GatewayFixture.start(options -> {
            options.listeners.page = true;
            options.connections.maxMessage = 1000;
            options.listeners.handshakeTimeout = 2;
        });
    }

    private static RawClient internal(GatewayFixture gateway) {
        return new RawClient(gateway.gateway.pushPort());
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Host
                "GET / HTTP/1.1\\r\\n\\r\\n                                               | 400",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n                     | 400",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nhOST: b\\r\\n\\r\\n                     | 400",
                "GET / HTTP/1.0\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n                     | 400",
                "GET / HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n                                | 400",
                "GET / HTTP/1.1\\r\\nHost: a/b\\r\\n\\r\\n                                | 400",
                "GET / HTTP/1.1\\r\\nHost: u@a\\r\\n\\r\\n                                | 400",
                "GET / HTTP/1.1\\r\\nHost: a, b\\r\\n\\r\\n                               | 400",
                "GET / HTTP/1.1\\r\\nHost: [::1]:80\\r\\n\\r\\n                           | 200",
                "GET / HTTP/1.1\\r\\nHost: a_b.example:8080\\r\\n\\r\\n                   | 200",
                "GET / HTTP/1.1\\r\\nHost:\\r\\n\\r\\n                                    | 200",
                "GET / HTTP/1.0\\r\\n\\r\\n                                               | 200",
                // versions
                "GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n                                  | 505",
                "GET / HTTP/3.0\\r\\nHost: a\\r\\n\\r\\n                                  | 505",
                "GET / HTTP/0.9\\r\\nHost: a\\r\\n\\r\\n                                  | 505",
                "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n                                 | 505",
                "GET / HTTP/1.2\\r\\nHost: a\\r\\n\\r\\n                                  | 200",
                "GET / HTTP/9\\r\\nHost: a\\r\\n\\r\\n                                    | 400",
                "GET / FTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                   | 400",
                "GET /\\r\\n\\r\\n                                                        | 400",
                // targets
                "GET http://other/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                      | 200",
                "GET HTTPS://other:443 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                  | 200",
                "GET http://other/chat.css?x HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n            | 200",
                "GET http://other/nothing HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n               | 404",
                "GET http://other/ HTTP/1.1\\r\\n\\r\\n                                   | 400",
                "GET http:///path HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                       | 400",
                "GET http://:80/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                        | 400",
                "GET http://u@other/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                    | 400",
                "GET ftp://other/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                       | 400",
                "GET * HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                                  | 400",
                "GET chat.css HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                           | 400",
                "GET /#top HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                              | 400",
                "CONNECT x:443 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n                          | 400",
                // headers
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nA: b\\r\\n c\\r\\n\\r\\n                | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nA: b\\r\\n\\tc\\r\\n\\r\\n              | 400",
                "GET / HTTP/1.1\\r\\n Host: x\\r\\n\\r\\n                                 | 400",
                "GET / HTTP/1.1\\r\\nHost : x\\r\\n\\r\\n                                 | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\n: b\\r\\n\\r\\n                         | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nnothing\\r\\n\\r\\n                     | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nA: b\\0c\\r\\n\\r\\n                    | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nA: b\\rc\\r\\n\\r\\n                    | 400",
                "GET / HTTP/1.1\\nHost: x\\n\\n                                           | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\nA: b\\r\\n\\r\\n                           | 400",
                "GET / HTTP/1.1\\r\\nHost: x\\r\\nSec-WebSocket-Key1: a\\r\\nSec-WebSocket-Key2: b\\r\\n\\r\\n | 400",
                // bodies
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "POST / HTTP/1.0\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 1\\r\\n\\r\\nx | 400",
                "POST / HTTP/1.0\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nx | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1, 1\\r\\n\\r\\nx      | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: +1\\r\\n\\r\\nx        | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n\\r\\nx        | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 0x1\\r\\n\\r\\nx       | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\nx | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | 400",
                "POST / HTTP/1.1\\r\\nHost: x\\r\\nExpect: magic\\r\\nContent-Length: 1\\r\\n\\r\\nx | 417",
            })
    void answersEachRequestHeadOnceWithTheStatusOfTheRfc(String bytes, int status) {
        String request = bytes.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0");
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            String answer = client.write(request).readHttp();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsPattern(DATE);
            if (status == 200 && request.contains("HTTP/1.1")) {
                assertThat(client.write(GET_PAGE).readHttp()).startsWith("HTTP/1.1 200 ");
            } else if (status == 400 || status > 404) {
                assertThat(answer).contains("connection: close\r\n", "{\"errNo\":" + status + ",");
                assertThat(client.read()).isEqualTo(-1);
            }
            assertThat(gateway.functions.registers()).isEmpty();
        }
    }

    /** Data that a proxy may regard as a request body is never parsed as a request. */
    @Test
    void aRequestIsNotSmuggledInABody() {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            client.write(
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 33\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                            + GET_PAGE);
            assertThat(client.readHttp()).startsWith("HTTP/1.1 400 ");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void judgesHeadersThatArriveByteByByteAsAWhole() {
        try (GatewayFixture gateway = start();
                RawClient folded = gateway.raw();
                RawClient right = gateway.raw()) {
            byDrops(folded, "\r\nGET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");
            assertThat(folded.readHttp()).startsWith("HTTP/1.1 400 ");
            byDrops(right, "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(right.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(right.readHttp()).startsWith("HTTP/1.1 200 ");
        }
    }

    private static void byDrops(RawClient client, String text) {
        for (byte next : text.getBytes(StandardCharsets.ISO_8859_1)) {
            client.tryWrite(new String(new byte[] {next}, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pipelinedRequestsAreAnsweredInOrder(boolean publicListener) {
        try (GatewayFixture gateway = start();
                RawClient client = publicListener ? gateway.raw() : internal(gateway)) {
            int rounds = 300;
            String first = publicListener ? "/chat.css" : "/readyz";
            String[] requests = {
                "GET " + first + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /none HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST " + first + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            };
            Thread writer =
                    new Thread(() -> client.write(String.join("", requests).repeat(rounds)));
            writer.start();
            for (int i = 0; i < rounds; i++) {
                assertThat(client.readHttp()).startsWith("HTTP/1.1 200 ");
                assertThat(client.readHttp()).startsWith("HTTP/1.1 404 ");
                assertThat(client.readHttp()).startsWith(publicListener ? "HTTP/1.1 405 " : "HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void acceptsAHandshakeAfterAPageRequest() {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            client.write(GET_PAGE + GET_PAGE).handshake(PATH);
            assertThat(client.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ").containsPattern(DATE);
            RawWebSocket.on(client).send(RawWebSocket.TEXT, "hi");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0, keep-alive, true", "HTTP/1.0, close, false", "HTTP/1.1, close, false"})
    void keepsTheConnectionAsTheClientRequests(String version, String connection, boolean kept) {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw();
                RawClient push = internal(gateway)) {
            String head = " " + version + "\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n";
            assertKept(client, "GET /" + head, kept);
            assertKept(push, "GET /healthz" + head, kept);
        }
    }

    private static void assertKept(RawClient client, String request, boolean kept) {
        String says = kept ? "\r\nconnection: keep-alive\r\n" : "\r\nconnection: close\r\n";
        assertThat(client.write(request).readHttp()).startsWith("HTTP/1.1 200 ").contains(says);
        if (kept) {
            assertThat(client.write(request).readHttp())
                    .startsWith("HTTP/1.1 200 ")
                    .contains(says);
        } else {
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void answers100OnlyIfTheBodyIsWanted() {
        String expecting = " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
        try (GatewayFixture gateway = start();
                RawClient client = internal(gateway);
                RawClient tooLarge = internal(gateway)) {
            assertThat(client.write("POST /api-local" + expecting + "2\r\n\r\n").readHead())
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.write("{}").readHttp())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"errNo\":302");
            assertThat(client.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 200 ");
            assertThat(tooLarge.write("POST /api-local" + expecting + "1000000\r\n\r\n")
                            .readHttp())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("connection: close");
            assertThat(tooLarge.read()).isEqualTo(-1);
        }
    }

    /** The rest of a body is read for a while, so that a reset does not hide the response from the client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /api-local HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 4000000\\r\\n\\r\\n | 413",
                "POST /api-local HTTP/1.1\\r\\nHost: x\\r\\nHost: y\\r\\nContent-Length: 4000000\\r\\n\\r\\n | 400",
                "POST /api-local HTTP/2.0\\r\\nHost: x\\r\\nContent-Length: 4000000\\r\\n\\r\\n | 505",
            })
    void aClientRefusedDuringItsBodyReceivesTheReason(String head, int status) {
        byte[] body = new byte[4_000_000];
        try (GatewayFixture gateway = start();
                RawClient client = internal(gateway)) {
            client.write(head.replace("\\r", "\r").replace("\\n", "\n")).write(body);
            assertThat(client.readHttp()).startsWith("HTTP/1.1 " + status + " ").contains("connection: close");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void anEndlessBodyIsNotReadForEver() {
        try (GatewayFixture gateway = start();
                RawClient client = internal(gateway)) {
            client.write("POST /api-local HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            Await.until("cut", () -> !client.tryWrite(chunk));
        }
    }

    @Test
    void aRequestThatStopsHalfwayGetsOneAnswer() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.listeners.page = true;
                    options.listeners.handshakeTimeout = 1;
                    options.push.publicPush = true;
                    options.push.tokens = List.of("0123456789abcdef");
                });
                RawClient body = gateway.raw();
                RawClient tooLarge = gateway.raw();
                RawClient withoutToken = gateway.raw()) {
            String stops = " HTTP/1.1\r\nHost: x\r\nContent-Length: ";
            body.write("POST /" + stops + "9\r\n\r\nx");
            tooLarge.write("POST /" + stops + "9000\r\n\r\nx");
            withoutToken.write("POST /api-local" + stops + "9\r\n\r\nx");
            assertOnly(401, withoutToken);
            assertOnly(408, body);
            assertOnly(413, tooLarge);
        }
    }

    private static void assertOnly(int status, RawClient client) {
        assertThat(client.readHttp()).startsWith("HTTP/1.1 " + status + " ").containsPattern(DATE);
        assertThat(client.read()).isEqualTo(-1);
    }

    @Test
    void bytesAfterAHandshakeAreNeitherDecodedNorKept() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.json("{\"errNo\":7,\"errMsg\":\"no\"}")));
            client.handshake(PATH).write(GET_PAGE.repeat(10_000));
            Await.until("register", () -> gateway.functions.registers().size() == 1);
            gate.open();
            assertOnly(403, client);
        }
    }
}
