package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** The opening handshake by RFC 6455 §4.2, and its outcome with register. */
class HandshakeTest {
    private static final String PATH = "/release/websocket";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String ENDED = ",\"cause\":\"client-close\",\"closeCode\":\"1000\"";
    private static final String HOST = "Host: localhost\r\n";

    @Test
    void answersTheExampleOfTheRfc() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            String answer = client.write(
                            "GET " + PATH + "?room=1 HTTP/1.1\r\n" + HOST + UPGRADE + KEY + VERSION + "\r\n")
                    .readHttp()
                    .toLowerCase(Locale.ROOT);
            assertThat(answer)
                    .startsWith("http/1.1 101 switching protocols\r\n")
                    .contains("upgrade: websocket\r\n", "connection: upgrade\r\n")
                    .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n")
                    .doesNotContain("sec-websocket-protocol", "sec-websocket-extensions");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "405 | POST | HTTP/1.1 | hukv | allow: get",
                "426 | GET  | HTTP/1.1 | hkv  | upgrade: websocket",
                "426 | GET  | HTTP/1.1 | huk  | sec-websocket-version: 13",
                "426 | GET  | HTTP/1.1 | huk8 | sec-websocket-version: 13",
                "400 | GET  | HTTP/1.1 | huv  | sec-websocket-key",
                "400 | GET  | HTTP/1.1 | hukkv| sec-websocket-key",
                "400 | GET  | HTTP/1.1 | hubv | sec-websocket-key",
                "400 | GET  | HTTP/1.1 | hucv | sec-websocket-key",
                "400 | GET  | HTTP/1.1 | ukv  | names its host",
                "400 | GET  | HTTP/1.0 | hukv | http/1.1",
            })
    void anInvalidHandshakeIsRefusedWithoutCallingRegister(
            int status, String method, String version, String headers, String says) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            StringBuilder request = new StringBuilder(method + " " + PATH + " " + version + "\r\n");
            headers.chars().forEach(letter -> request.append(header((char) letter)));
            String answer = client.write(request + "\r\n").readHttp();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase(says);
            assertThat(answer).contains("{\"errNo\":" + status + ",\"errMsg\":\"");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gateway.functions.registers()).isEmpty();
            assertThat(gateway.gateway.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-WebSocket-Version: 13                   | one Sec-WebSocket-Version",
                "Sec-WebSocket-Version: 8                    | one Sec-WebSocket-Version",
                "Origin: https://a\\r\\nOrigin: https://a     | one Origin",
                "Sec-WebSocket-Protocol: chat room           | tokens",
                "Sec-WebSocket-Protocol: chat@x              | tokens",
                "Sec-WebSocket-Protocol: \"chat\"            | tokens",
                "Sec-WebSocket-Protocol: chät                | tokens",
                "Sec-WebSocket-Protocol: a;q=1               | tokens",
                "Sec-WebSocket-Protocol: a,,b                | tokens",
                "Sec-WebSocket-Protocol: a,                  | tokens",
                "Sec-WebSocket-Protocol:                     | tokens",
                "Sec-WebSocket-Protocol: a, b, a             | tokens",
                "Sec-WebSocket-Protocol: a\\r\\nSec-WebSocket-Protocol: a | tokens",
                "Host: again                                 | names its host, once",
            })
    void duplicateAndMalformedHeadersAre400(String header, String says) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            String answer =
                    client.handshake(PATH, header.replace("\\r\\n", "\r\n")).readHttp();
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains(says);
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gateway.functions.registers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c, websocket", "websocket, h2c", "WebSocket", "foo/1,websocket"})
    void upgradeMayBeAList(String upgrade) {
        try (GatewayFixture gateway =
                        GatewayFixture.start(options -> options.security.passHeaders = List.of("upgrade"));
                RawClient client = gateway.raw()) {
            String answer = client.write("GET " + PATH + " HTTP/1.1\r\n" + HOST + "Upgrade: " + upgrade
                            + "\r\nConnection: HTTP2-Settings, Upgrade\r\n" + KEY + VERSION + "\r\n")
                    .readHttp();
            assertThat(answer)
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n");
            RawWebSocket.on(client).send(RawWebSocket.TEXT, "hi").sendClose(1000, "");
            Ended.once(gateway, ENDED);
            assertThat(gateway.functions
                            .registers()
                            .get(0)
                            .at("/requestContext/headers/upgrade")
                            .textValue())
                    .isEqualTo(upgrade);
        }
    }

    @Test
    void theTargetMayBeAnAbsoluteUrl() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.security.passHeaders = List.of("host");
                    options.security.passQuery = List.of("a");
                });
                RawClient client = gateway.raw()) {
            assertThat(client.handshake("http://chat.example:8080" + PATH + "?a=1")
                            .readHttp())
                    .startsWith("HTTP/1.1 101 ");
            JsonNode context = gateway.functions.registers().get(0).path("requestContext");
            assertThat(context.at("/headers/host").textValue()).isEqualTo("chat.example:8080");
            assertThat(context.at("/queryString/a").textValue()).isEqualTo("1");
        }
    }

    private static String header(char letter) {
        return switch (letter) {
            case 'h' -> HOST;
            case 'u' -> UPGRADE;
            case 'k' -> KEY;
            case 'v' -> VERSION;
            case '8' -> "Sec-WebSocket-Version: 8\r\n";
            case 'b' -> "Sec-WebSocket-Key: not base64!\r\n";
            default -> "Sec-WebSocket-Key: c2hvcnQ=\r\n";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "chat           | chat        | chat",
                "chat, binary   | binary      | binary",
                "chat,binary    | chat,binary | chat",
                "chat,binary    | binary,chat | chat",
                "chat           | other       | -",
                "chat           | ''          | -",
                "-              | chat        | -",
                "chat           | Chat        | -",
            })
    void answersWithAnOfferedSubprotocolThatRegisterChose(String offered, String answered, String chosen) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":"
                    + "{\"action\":\"connecting\",\"secWebSocketProtocol\":\"" + answered + "\"}}"));
            String[] headers = offered == null ? new String[0] : new String[] {"Sec-WebSocket-Protocol: " + offered};
            String answer = client.handshake(PATH, headers).readHttp().toLowerCase(Locale.ROOT);
            if (chosen == null) {
                assertThat(answer).startsWith("http/1.1 101").doesNotContain("sec-websocket-protocol");
            } else {
                assertThat(answer).containsOnlyOnce("sec-websocket-protocol: " + chosen + "\r\n");
            }
        }
    }

    @Test
    void subprotocolsMaySpanTwoHeaderLines() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":"
                    + "{\"action\":\"connecting\",\"secWebSocketProtocol\":\"b\"}}"));
            assertThat(client.handshake(PATH, "Sec-WebSocket-Protocol: a", "Sec-WebSocket-Protocol: b")
                            .readHttp())
                    .containsOnlyOnce("sec-websocket-protocol: b\r\n");
            assertThat(gateway.functions
                            .registers()
                            .get(0)
                            .path("websocket")
                            .path("secWebSocketProtocol")
                            .asText())
                    .isEqualTo("a,b");
        }
    }

    @Test
    void invalidUnicodeInARefusalBecomesTheReplacementCharacter() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":205,\"errMsg\":\"cut \\ud83d?\"}"));
            assertThat(client.handshake(PATH).readHttp()).endsWith("{\"errNo\":205,\"errMsg\":\"cut \uFFFD?\"}");
        }
    }

    @Test
    void aRefusalIs403WithTheFunctionsMessageAndNoCleanup() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":205,\"errMsg\":\"not \\\"you\\\"\"}"));
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 403 Forbidden\r\n")
                    .endsWith("\r\n\r\n{\"errNo\":205,\"errMsg\":\"not \\\"you\\\"\"}");
            assertThat(client.read()).isEqualTo(-1);
            Ended.withoutCleanup(gateway);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 101, 106, 199, 205, 300, 500})
    void anyOtherNumberIsARefusal(long number) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":" + number + ",\"errMsg\":\"no\"}"));
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 403 Forbidden\r\n")
                    .endsWith("{\"errNo\":" + number + ",\"errMsg\":\"no\"}");
            assertThat(client.read()).isEqualTo(-1);
            Ended.withoutCleanup(gateway);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 201, 202, 203, 204, 206, 299})
    void aFaultOfTheBackEndIs503WithRetryAfterAndCleanupRuns(long number) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":" + number + ",\"errMsg\":\"down\"}"));
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .containsIgnoringCase("\r\nRetry-After: 5\r\n")
                    .endsWith("{\"errNo\":" + number + ",\"errMsg\":\"down\"}");
            Ended.once(gateway, ",\"cause\":\"register-failed\"");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_events_seconds_count{kind=\"register\",outcome=\"failed\"} 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"errNo\":null}", "{\"errNo\":\"x\"}", "{\"errMsg\":\"ok\"}"})
    void anUnclearAnswerIs502(String body) {
        assertRegisterFails(new Reply(200, body));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500, 503})
    void aRegisterThatFailsIs502(int status) {
        assertRegisterFails(new Reply(status, status == 204 ? "" : "{\"errNo\":0}"));
    }

    private static void assertRegisterFails(Reply reply) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> reply);
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .endsWith("{\"errNo\":502,\"errMsg\":\"the register function failed\"}");
            Ended.once(gateway, ",\"cause\":\"register-failed\"");
        }
    }

    @Test
    void aRegisterThatTimesOutIs504() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.functions.functionTimeout = 1);
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            assertThat(client.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
                    .contains("{\"errNo\":504,");
            gate.open();
            Ended.once(gateway, ",\"cause\":\"register-failed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesBeforeTheAnswerIsCleanedUpAfterRegister(boolean reset) {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            client.handshake(PATH);
            Await.until("register", () -> gateway.functions.registers().size() == 1);
            if (reset) {
                client.reset();
            } else {
                client.disconnect();
            }
            Await.until(
                    "the end is noticed",
                    () -> gateway.sendText(gateway.id(0), "hi").statusCode() == 410);
            assertThat(gateway.functions.cleanups()).isEmpty();
            gate.open();
            Ended.once(gateway, ",\"cause\":\"handshake-abandoned\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\u0081\u0081\0\0\0\0a", "x"})
    void bytesSentBeforeTheAnswerEndTheConnection(String early) {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            client.write("GET " + PATH + " HTTP/1.1\r\n" + HOST + UPGRADE + KEY + VERSION + "\r\n" + early);
            Await.until("register", () -> gateway.functions.registers().size() == 1);
            gate.open();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.functions.messages()).isEmpty();
            assertThat(gateway.gateway.connections()).isZero();
        }
    }

    @Test
    void pushesAndClosesBeforeTheAnswerArriveAfterIt() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            client.handshake(PATH);
            Await.until("register", () -> gateway.functions.registers().size() == 1);
            String id = gateway.id(0);
            assertThat(gateway.sendText(id, "welcome").statusCode()).isEqualTo(200);
            String close = "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\"}}";
            assertThat(gateway.push(close).statusCode()).isEqualTo(200);
            assertThat(gateway.push(close).statusCode()).isEqualTo(410);
            assertThat(gateway.sendText(id, "too late").statusCode()).isEqualTo(410);
            gate.open();
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
            RawWebSocket socket = RawWebSocket.on(client);
            assertThat(socket.next().text()).isEqualTo("welcome");
            assertThat(socket.next().code()).isEqualTo(1000);
            socket.disconnect();
            Ended.once(gateway, ",\"cause\":\"kick\",\"closeCode\":\"1000\"");
        }
    }
}
