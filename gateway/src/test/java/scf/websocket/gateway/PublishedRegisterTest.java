package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The event fields that published register functions read, and their answers. */
class PublishedRegisterTest {
    private static final String PATH = "/release/websocket";

    private static String answer(GatewayFixture gateway, String path, String... headers) {
        try (RawClient client = gateway.raw()) {
            return client.handshake(path, headers).readHttp();
        }
    }

    /** Raises a KeyError where the parameter is not at the top of the event. */
    private static Reply readsNameAtTheTop(JsonNode event) {
        JsonNode name = event.path("queryString").path("name");
        return name.isTextual() ? Reply.ok() : new Reply(500, "KeyError: 'queryString'");
    }

    @Test
    void forwardsTheQueryAtTheTopOfTheEventToo() {
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.security.passQuery = List.of("name", "room"))) {
            gateway.functions.onRegister(PublishedRegisterTest::readsNameAtTheTop);
            assertThat(answer(gateway, PATH + "?name=Li%20Lei&secret=1&room=")).startsWith("HTTP/1.1 101 ");
            JsonNode event = gateway.functions.registers().get(0);
            assertThat(event.path("queryString"))
                    .hasToString("{\"name\":\"Li Lei\",\"room\":\"\"}")
                    .isEqualTo(event.path("requestContext").path("queryString"));
            assertThat(event.fieldNames()).toIterable().containsExactly("requestContext", "websocket", "queryString");
        }
    }

    @Test
    void forwardsNothingUnnamedAndKeepsHeadersInTheContext() {
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.security.passHeaders = List.of("user-agent"))) {
            assertThat(answer(gateway, PATH + "?name=x", "User-Agent: test")).startsWith("HTTP/1.1 101 ");
            JsonNode event = gateway.functions.registers().get(0);
            assertThat(event.fieldNames()).toIterable().containsExactly("requestContext", "websocket");
            assertThat(event.path("requestContext").path("headers")).hasToString("{\"user-agent\":\"test\"}");
        }
    }

    @Test
    void serviceIdEqualsServiceName() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.listeners.apiId = "api-chat")) {
            answer(gateway, PATH);
            JsonNode context = gateway.functions.registers().get(0).path("requestContext");
            assertThat(context.path("serviceId").textValue())
                    .isEqualTo("api-chat")
                    .isEqualTo(context.path("serviceName").textValue());
            assertThat(context.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "serviceName",
                            "path",
                            "httpMethod",
                            "requestId",
                            "identity",
                            "sourceIp",
                            "stage",
                            "websocketEnable",
                            "serviceId");
        }
    }

    @Test
    void aStrictGatewayAddsNothing() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.operation.strict = true;
            options.listeners.path = List.of("/release/{room}");
        })) {
            answer(gateway, "/release/x?name=y");
            JsonNode event = gateway.functions.registers().get(0);
            assertThat(event.fieldNames()).toIterable().containsExactly("requestContext", "websocket");
            assertThat(event.path("requestContext").path("path").textValue()).isEqualTo("/{room}");
            assertThat(event.path("requestContext").has("serviceId")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":{\"action\":\"connecting\",\"secConnectionID\":\"x\","
                        + "\"secWebSocketProtocol\":\"undefined\",\"secWebSocketExtensions\":\"undefined\"}}",
                "{\"errNo\":\"0\",\"errMsg\":0,\"isBase64Encoded\":false,\"more\":[1],\"websocket\":{\"x\":{}}}",
                "\"{\\\"errNo\\\":0,\\\"errMsg\\\":\\\"ok\\\"}\"",
                "{\"isBase64Encoded\":false,\"statusCode\":200,\"headers\":{},\"body\":\"{\\\"errNo\\\":0}\"}"
            })
    void acceptsEveryPublishedFormOfYes(String yes) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json(yes));
            assertThat(answer(gateway, PATH)).startsWith("HTTP/1.1 101 ").doesNotContain("undefined");
            // Some clients accept a missing subprotocol; none accepts a different one.
            assertThat(answer(gateway, PATH, "Sec-WebSocket-Protocol: chat"))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }

    @Test
    void anEchoOfTheWholeListSelectsTheFirst() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event ->
                    Reply.json("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":" + event.path("websocket") + "}"));
            try (TestClient client = gateway.connect("chat", "binary")) {
                assertThat(client.subprotocol()).isEqualTo("chat");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "false | {\"errNo\":403,\"errMsg\":\"the register function refused\"}",
                "` false\n` | {\"errNo\":403,\"errMsg\":\"the register function refused\"}",
                "\"false\" | {\"errNo\":403,\"errMsg\":\"the register function refused\"}",
                "{\"errNo\":-1,\"errMsg\":\"no\"} | {\"errNo\":-1,\"errMsg\":\"no\"}",
                "{\"errNo\":1,\"errMsg\":\"no\"} | {\"errNo\":1,\"errMsg\":\"no\"}",
                "{\"errNo\":\"101\"} | {\"errNo\":101,\"errMsg\":\"\"}",
                "{\"errNo\":205,\"errMsg\":\"full\"} | {\"errNo\":205,\"errMsg\":\"full\"}",
                "{\"errNo\":300,\"errMsg\":\"no\"} | {\"errNo\":300,\"errMsg\":\"no\"}"
            })
    void aClearNoIsA403WithoutCleanup(String no, String body) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json(no));
            assertThat(answer(gateway, PATH)).startsWith("HTTP/1.1 403 ").endsWith(body);
            Ended.withoutCleanup(gateway);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "0",
                "\"\"",
                "ok",
                "False",
                "\"False\"",
                "false alarm",
                "[false]",
                "{\"ok\":false}",
                "{\"errNo\":false}",
                "{\"errNo\":null}",
                "{\"errNo\":0} and more",
                "{\"statusCode\":500,\"body\":\"false\"}",
                "{\"statusCode\":403,\"body\":\"{\\\"errNo\\\":0}\"}",
                "<html><body>false</body></html>"
            })
    void answers502AndCleansUpAfterAnUnclearAnswer(String unclear) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json(unclear));
            assertThat(answer(gateway, PATH)).startsWith("HTTP/1.1 502 ");
            Ended.once(gateway, ",\"cause\":\"register-failed\"");
        }
    }

    @Test
    void aRegisterThatPushesAndThenRefusesLeavesNothing() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").textValue();
                assertThat(gateway.sendText(id, "never seen").statusCode()).isEqualTo(200);
                return Reply.json("false");
            });
            assertThat(answer(gateway, PATH)).startsWith("HTTP/1.1 403 ").doesNotContain("never seen");
            Ended.withoutCleanup(gateway);
        }
    }

    @Test
    void pushesOfRegisterArriveInOrderAfterThe101() {
        AtomicInteger pushes = new AtomicInteger();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").textValue();
                for (int i = 0; i < 20; i++) {
                    pushes.addAndGet(gateway.sendText(id, "history " + i).statusCode() == 200 ? 1 : 0);
                }
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                assertThat(pushes).hasValue(20);
                gateway.sendText(gateway.id(0), "live");
                List<String> texts = client.awaitTexts(21);
                assertThat(texts.get(0)).isEqualTo("history 0");
                assertThat(texts.get(19)).isEqualTo("history 19");
                assertThat(texts.get(20)).isEqualTo("live");
            }
        }
    }

    @Test
    void aCloseByRegisterBeforeItsAnswerEndsTheConnectionAfterThe101() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").textValue();
                gateway.sendText(id, "you are signed in elsewhere");
                assertThat(gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\"}}")
                                .statusCode())
                        .isEqualTo(200);
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitTexts(1)).containsExactly("you are signed in elsewhere");
                assertThat(client.awaitClosed().code()).isEqualTo(1000);
                Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            }
            Ended.once(gateway, ",\"cause\":\"kick\",\"closeCode\":\"1000\"");
        }
    }
}
