package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Reverse push over HTTP as documented (page 583/32553). */
class InternalListenerTest {
    private static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";
    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** Body limit for messages of 1000 bytes. */
    private static final int LIMIT = PushEndpoint.maxBodyBytes(1000);

    private static String data(String id, String type, String data) {
        return "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id + "\",\"dataType\":\"" + type
                + "\",\"data\":\"" + data + "\"}}";
    }

    private static String request(String body) {
        return "POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @Test
    void textAndBinaryReachTheClientUnchanged() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            HttpResponse<String> answer = gateway.push(data(id, "text", "你好 \\\"😀\\\" \\u0000"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(OK);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
            byte[] bytes = {0, 1, (byte) 0xFF, (byte) 0xFE};
            String base64 = Base64.getEncoder().encodeToString(bytes);
            assertThat(gateway.push(data(id, "binary", base64)).body()).isEqualTo(OK);
            assertThat(client.awaitTexts(1)).containsExactly("你好 \"😀\" \0");
            Await.until("binary", () -> client.binaries().size() == 1);
            assertThat(client.binaries().get(0)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void framesOfEveryLengthArriveComplete(int length) {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.sendText(gateway.id(0), "x".repeat(length));
            assertThat(client.awaitTexts(1).get(0)).hasSize(length);
        }
    }

    @Test
    void anIdThatIsGoneOrUnknownIs410() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            HttpResponse<String> unknown = gateway.sendText(NOBODY, "hi");
            assertThat(unknown.statusCode()).isEqualTo(410);
            assertThat(unknown.body()).isEqualTo("{\"errNo\":301,\"errMsg\":\"the connection is gone\"}");
            client.close(1000, "");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.sendText(gateway.id(0), "hi").statusCode()).isEqualTo(410);
            // Ids are case-sensitive.
            try (TestClient other = gateway.connect()) {
                String id = gateway.id(1);
                String swapped = id.chars()
                        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                assertThat(gateway.sendText(swapped, "hi").statusCode()).isEqualTo(410);
                assertThat(other.texts()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "{",
                "{}",
                "{\"websocket\":null}",
                "{\"websocket\":[]}",
                "{\"websocket\":{}} trailing",
                "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"x\"}}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"bad id\",\"dataType\":\"text\",\"data\":\"x\"}}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"json\",\"data\":\"x\"}}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"text\"}}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"text\",\"data\":null}}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"binary\",\"data\":\"*\"}}",
                "{\"websocket\":{\"action\":\"dance\",\"secConnectionID\":\"A\"}}",
                "{\"websocket\":{\"secConnectionID\":\"A\"}}"
            })
    void answersAnInvalidPushWith400AndANumber(String body) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            HttpResponse<String> answer = gateway.push(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).matches("\\{\"errNo\":30[2-7],\"errMsg\":\"[^\"]+\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "PATCH"})
    void anotherMethodThanPostIs405(String method) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            HttpResponse<String> answer = gateway.send(gateway.internal("/api-local")
                    .method(method, BodyPublishers.noBody())
                    .build());
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).contains("POST");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "//",
        "/api-other",
        "/api-other/",
        "/x/api-local",
        "/api-local/x",
        "/a/b/api-local",
        "/release/websocket"
    })
    void anotherPathIs404(String path) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(gateway.post(path, data(NOBODY, "text", "x")).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aMessageAboveTheLimitIs413AndNothingIsSent() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            assertThat(gateway.sendText(id, "x".repeat(1000)).statusCode()).isEqualTo(200);
            // 334 characters of three bytes each: the limit counts bytes.
            HttpResponse<String> answer = gateway.sendText(id, "你".repeat(334));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"errNo\":413,\"errMsg\":\"the message is larger than the limit\"}");
            gateway.sendText(id, "after");
            assertThat(client.awaitTexts(2)).containsExactly("x".repeat(1000), "after");
        }
    }

    @Test
    void aBodyAboveTheLimitIs413InJsonAtAnySize() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000)) {
            for (int size : new int[] {LIMIT + 1, 20_000_000}) {
                HttpResponse<String> answer = gateway.push("x".repeat(size));
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.body()).isEqualTo("{\"errNo\":413,\"errMsg\":\"the body is larger than the limit\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/none"})
    void onlyAPushHasALargeBody(String path) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(gateway.post(path, "x".repeat(1024)).statusCode()).isNotEqualTo(413);
            HttpResponse<String> answer = gateway.post(path, "x".repeat(1025));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"errNo\":413,\"errMsg\":\"the body is larger than the limit\"}");
        }
    }

    @Test
    void aChunkedBodyAboveTheLimitIs413() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            client.write("POST /api-local HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            client.write(chunk.repeat(LIMIT / 0x1000 + 1)).write("0\r\n\r\n");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 413 ").contains("{\"errNo\":413,");
            assertThat(client.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aConnectionCarriesManyPushes() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect();
                RawClient pushes = new RawClient(gateway.gateway.pushPort())) {
            for (int i = 0; i < 100; i++) {
                String answer = pushes.write(request(data(gateway.id(0), "text", "m" + i)))
                        .readHttp();
                assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith(OK);
            }
            client.awaitTexts(100);
            assertThat(client.texts().get(99)).isEqualTo("m99");
        }
    }

    /** Responses to pipelined requests keep the order of the requests, including 413 and 404. */
    @Test
    void pipelinedPushesAreAnsweredAndDeliveredInOrder() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                TestClient client = gateway.connect();
                RawClient pushes = new RawClient(gateway.gateway.pushPort())) {
            String id = gateway.id(0);
            String tooLarge = request("x".repeat(LIMIT + 1));
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                requests.append(request(data(id, "text", "m" + i)))
                        .append(tooLarge)
                        .append(request(data(NOBODY, "text", "x")))
                        .append("GET /none HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            Thread writer = new Thread(() -> pushes.write(requests.toString()));
            writer.start();
            for (int i = 0; i < 10; i++) {
                assertThat(pushes.readHttp()).startsWith("HTTP/1.1 200 ");
                assertThat(pushes.readHttp()).startsWith("HTTP/1.1 413 ");
                assertThat(pushes.readHttp()).startsWith("HTTP/1.1 410 ");
                assertThat(pushes.readHttp()).startsWith("HTTP/1.1 404 ");
            }
            client.awaitTexts(10);
            for (int i = 0; i < 10; i++) {
                assertThat(client.texts().get(i)).isEqualTo("m" + i);
            }
        }
    }

    @Test
    void answersInvalidHttpWith400AndCloses() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            assertThat(client.write("nonsense\r\n\r\n").readHttp()).startsWith("HTTP/1.1 400 ");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void healthIsOneWord() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(gateway.get("/healthz?x=1").body()).isEqualTo("ok\n");
            assertThat(gateway.get("/metrics").body()).contains("gateway_connections 0.0");
        }
    }
}
