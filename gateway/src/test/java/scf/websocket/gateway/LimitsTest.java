package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.options.ConnectionOptions.Profile;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Reaches each limit once: the client's view and the metric. */
class LimitsTest {
    private static final String PATH = "/release/websocket";

    private static void counted(GatewayFixture gateway, String limit, int times) {
        Await.until(
                limit + " is counted",
                () -> gateway.get("/metrics")
                        .body()
                        .contains("gateway_limits_hit_total{limit=\"" + limit + "\"} " + times + ".0"));
    }

    private static void assertClosed(RawWebSocket client, int code, String reason) {
        RawWebSocket.Frame frame = client.nextOtherThanPing();
        assertThat(frame.firstByte()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(frame.code()).isEqualTo(code);
        assertThat(frame.reason()).isEqualTo(reason);
    }

    private static String answer(GatewayFixture gateway, String... headers) {
        try (RawClient client = gateway.raw()) {
            return client.handshake(PATH, headers).readHttp();
        }
    }

    @Test
    void refusesAConnectionAboveTheLimitWith503UntilOneLeaves() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.limits.maxConnections = 2)) {
            try (TestClient first = gateway.connect();
                    TestClient second = gateway.connect()) {
                assertThat(answer(gateway))
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("retry-after: 5\r\n")
                        .endsWith("{\"errNo\":503,\"errMsg\":\"too many connections\"}");
                assertThat(first.texts()).isEmpty();
                assertThat(second.texts()).isEmpty();
            }
            counted(gateway, "max-connections", 1);
            assertThat(gateway.functions.registers()).hasSize(2);
            Await.until("places are free", () -> answer(gateway).startsWith("HTTP/1.1 101 "));
        }
    }

    @Test
    void refusesAConnectionAboveTheLimitOfItsAddressWith429() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.limits.maxConnectionsPerAddress = 1;
                    options.security.trustForwarded = List.of("127.0.0.0/8");
                });
                RawClient first = gateway.raw()) {
            assertThat(first.handshake(PATH, "X-Forwarded-For: 203.0.113.7").readHttp())
                    .startsWith("HTTP/1.1 101 ");
            assertThat(answer(gateway, "X-Forwarded-For: 198.51.100.1, 203.0.113.7"))
                    .startsWith("HTTP/1.1 429 ")
                    .containsIgnoringCase("retry-after: 5\r\n")
                    .contains("{\"errNo\":429,");
            assertThat(answer(gateway, "X-Forwarded-For: 203.0.113.8")).startsWith("HTTP/1.1 101 ");
            counted(gateway, "max-connections-per-address", 1);
            assertThat(gateway.functions
                            .registers()
                            .get(0)
                            .path("requestContext")
                            .path("sourceIp")
                            .textValue())
                    .isEqualTo("203.0.113.7");
        }
    }

    @Test
    void newConnectionsAboveTheRateAre503() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.limits.connectionRate = 1)) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(answer(gateway));
            }
            assertThat(answers.get(0)).startsWith("HTTP/1.1 101 ");
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer)
                            .startsWith("HTTP/1.1 503 ")
                            .containsIgnoringCase("retry-after: 1\r\n")
                            .endsWith("{\"errNo\":503,\"errMsg\":\"too many new connections\"}"));
            assertThat(gateway.get("/metrics").body()).contains("limit=\"connection-rate\"");
            Await.until("the next second", () -> answer(gateway).startsWith("HTTP/1.1 101 "));
        }
    }

    @Test
    void newClientsAreRefusedWhileTooManyCleanupsArePending() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.journal.maxPendingCleanups = 1)) {
            gateway.functions.onCleanup(event -> new Reply(500, ""));
            gateway.connect().close();
            Await.until("a cleanup failed", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(answer(gateway))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("{\"errNo\":503,\"errMsg\":\"cleanups are behind\"}");
            counted(gateway, "max-pending-cleanups", 1);
            gateway.functions.onCleanup(event -> Reply.ok());
            Await.until("the message is handled", () -> answer(gateway).startsWith("HTTP/1.1 101 "));
        }
    }

    @Test
    void silentSocketsAreBoundedToo() {
        List<RawClient> silent = new ArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.limits.maxConnections = 1;
            options.limits.maxSocketsPerAddress = 0;
            options.listeners.handshakeTimeout = 60;
        })) {
            for (int i = 0; i < SocketLimit.BESIDE_CONNECTIONS + 1; i++) {
                silent.add(gateway.raw());
            }
            try (RawClient tooMany = gateway.raw()) {
                assertThat(tooMany.read()).isEqualTo(-1);
            }
            counted(gateway, "sockets", 1);
        } finally {
            silent.forEach(RawClient::close);
        }
    }

    @Test
    void messagesAboveTheRateCloseWith1008() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.messageRate = 3);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            for (int i = 0; i < 5; i++) {
                client.send(RawWebSocket.TEXT, "m" + i);
            }
            assertClosed(client, 1008, "rate limit");
            counted(gateway, "message-rate", 1);
            Ended.once(gateway, ",\"cause\":\"rate-limit\",\"closeCode\":\"1008\",\"closeReason\":\"rate limit\"");
            assertThat(gateway.functions.messages()).hasSizeBetween(3, 4);
        }
    }

    @Test
    void bytesAboveTheRateCloseWith1008ButOneLargeMessagePasses() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.byteRate = 1000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, "x".repeat(3000));
            Await.until("the large one", () -> gateway.functions.messages().size() == 1);
            client.send(RawWebSocket.TEXT, "y");
            assertClosed(client, 1008, "rate limit");
            counted(gateway, "byte-rate", 1);
            assertThat(gateway.functions.messages()).hasSize(1);
        }
    }

    @Test
    void aLargeMessagePassesInAnyNumberOfFrames() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.byteRate = 1000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.FIRST_TEXT, "x".repeat(1500))
                    .send(RawWebSocket.MIDDLE, "x".repeat(1500))
                    .send(RawWebSocket.LAST, "x".repeat(1500));
            Await.until("the large one", () -> gateway.functions.messages().size() == 1);
            client.send(RawWebSocket.TEXT, "y");
            assertClosed(client, 1008, "rate limit");
            assertThat(gateway.functions.messages()).hasSize(1);
        }
    }

    @Test
    void theTencentProfileHasTheDocumentedRate() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.profile = Profile.TENCENT);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            for (int i = 0; i < 10; i++) {
                client.send(RawWebSocket.TEXT, "m" + i);
            }
            Await.until("ten messages", () -> gateway.functions.messages().size() == 10);
            for (int i = 0; i < 20; i++) {
                client.send(RawWebSocket.TEXT, "too fast");
            }
            assertClosed(client, 1008, "rate limit");
            counted(gateway, "message-rate", 1);
        }
    }

    @Test
    void pingsCountAsMessages() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.messageRate = 2);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            for (int i = 0; i < 5; i++) {
                client.send(RawWebSocket.PING, "");
            }
            counted(gateway, "message-rate", 1);
            Ended.once(gateway, ",\"cause\":\"rate-limit\",\"closeCode\":\"1008\",\"closeReason\":\"rate limit\"");
        }
    }

    @Test
    void aMessageAboveTheLimitClosesWith1009() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                TestClient client = gateway.connect()) {
            client.sendFragment("x".repeat(900), false).sendFragment("x".repeat(900), true);
            assertThat(client.awaitClosed().code()).isEqualTo(1009);
            counted(gateway, "max-message", 1);
        }
    }

    @Test
    void aFrameAboveTheLimitClosesWith1009AndTheSameInFragmentsPasses() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxFrame = 100);
                TestClient client = gateway.connect();
                TestClient other = gateway.connect()) {
            other.sendFragment("x".repeat(100), false).sendFragment("x".repeat(100), true);
            Await.until("the message", () -> gateway.functions.messages().size() == 1);
            client.send("x".repeat(101));
            assertThat(client.awaitClosed().code()).isEqualTo(1009);
            counted(gateway, "max-frame", 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Origin: https://evil.example", "Origin: null", "Origin: https://chat.example.com.evil.net"})
    void anUnlistedOriginIs403(String origin) {
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.security.allowOrigin = List.of("https://chat.example.com"))) {
            assertThat(answer(gateway, origin))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("{\"errNo\":403,\"errMsg\":\"this page may not connect\"}");
            counted(gateway, "allow-origin", 1);
            assertThat(gateway.functions.registers()).isEmpty();
            assertThat(answer(gateway, "Origin: https://chat.example.com")).startsWith("HTTP/1.1 101 ");
            assertThat(answer(gateway)).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void onlyNamedHeadersAndParametersReachRegister() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.security.passHeaders = List.of("Authorization", "x-none");
                    options.security.passQuery = List.of("token", "none");
                });
                RawClient client = gateway.raw()) {
            client.handshake(
                    PATH + "?token=a%20b&other=1&token=2",
                    "authorization: Bearer t",
                    "Cookie: secret=1",
                    "X-Forwarded-For: 203.0.113.7");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
            assertThat(gateway.functions
                            .registers()
                            .get(0)
                            .path("requestContext")
                            .toString())
                    .contains("\"sourceIp\":\"127.0.0.1\"")
                    .endsWith(
                            "\"websocketEnable\":true,\"serviceId\":\"api-local\",\"headers\":{\"authorization\":\"Bearer t\"},"
                                    + "\"queryString\":{\"token\":\"a b\"}}");
        }
    }

    @Test
    void withoutNamesTheEventHasNeitherHeadersNorParameters() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.handshake(PATH + "?token=1", "Authorization: x").readHttp())
                    .startsWith("HTTP/1.1 101 ");
            assertThat(gateway.functions.registers().get(0).toString())
                    .doesNotContain("headers", "queryString", "token");
        }
    }
}
