package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.testing.DocumentedSample;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Published functions as a whole: their roles, the results of transmission, and where they run. */
class PublishedFunctionsTest {
    private static final String PATH = "/release/websocket";

    @Test
    void aFunctionInAllThreeRolesTellsThemApartByTheAction() {
        List<String> actions = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            FunctionTarget one = options.functions.register;
            options.functions.transmission = one;
            options.functions.cleanup = one;
        })) {
            gateway.functions.onRegister(event -> {
                String action = event.path("websocket").path("action").textValue();
                actions.add(action);
                if (action.equals("data send")) {
                    gateway.sendText(
                            event.path("websocket").path("secConnectionID").textValue(), "echo");
                }
                return switch (action) {
                    case "connecting" ->
                        Reply.json("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":" + event.path("websocket") + "}");
                    case "data send" -> Reply.json(event.toString());
                    case "closing" -> Reply.ok();
                    default -> new Reply(500, "unknown action");
                };
            });
            try (TestClient client = gateway.connect()) {
                client.send("hello");
                assertThat(client.awaitTexts(1)).containsExactly("echo");
                client.close(1000, "");
                Await.until("all roles", () -> actions.size() == 3);
            }
            assertThat(actions).containsExactly("connecting", "data send", "closing");
            assertThat(gateway.gateway.targets()).as("one for each role").isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the event",
                "",
                "null",
                "false",
                "42",
                "send ok",
                "\"send ok\"",
                "[]",
                "{\"errNo\":1,\"errMsg\":\"nobody else is here\"}",
                "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"x\",\"dataType\":\"text\",\"data\":\"mine\"}}",
                "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"x\"}}",
                "{\"statusCode\":500,\"body\":\"x\"}"
            })
    void ignoresTheReturnValueOfTransmission(String returned) {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            gateway.functions.onTransmission(event -> Reply.json(
                    returned.equals("the event") ? event.toString() : returned.replace("\"x\"", "\"" + id + "\"")));
            client.send("one").send("two").send("three");
            Await.until("all three", () -> gateway.functions.messages().size() == 3);
            assertThat(gateway.sendText(id, "still here").statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("still here");
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void aFunctionThatPrintsEveryMemberWorksInEveryRole() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(DocumentedSample::printMembers);
            gateway.functions.onTransmission(DocumentedSample::printMembers);
            gateway.functions.onCleanup(DocumentedSample::printMembers);
            try (TestClient client = gateway.connect("chat")) {
                client.send("text").send(new byte[] {1});
                Await.until("messages", () -> gateway.functions.messages().size() == 2);
                client.close(1001, "going away");
            }
            Await.until("cleanup", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            Ended.once(gateway, ",\"cause\":\"client-close\",\"closeCode\":\"1001\",\"closeReason\":\"going away\"");
        }
    }

    /** The platform's envelope: an HTTP request with the event as a string; the response is the return value. */
    private static Reply behindAFunctionUrl(JsonNode event, boolean readsBody) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            JsonNode envelope = mapper.createObjectNode()
                    .put("body", event.toString())
                    .put("httpMethod", "POST")
                    .put("path", "/")
                    .set("headers", mapper.createObjectNode().put("content-type", "application/json"));
            JsonNode seen = readsBody ? mapper.readTree(envelope.path("body").textValue()) : envelope;
            if (!seen.has("requestContext")) {
                return Reply.json("{\"errNo\":101,\"errMsg\":\"not found request context\"}");
            }
            return Reply.json("{\"errNo\":0,\"errMsg\":\"ok\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anUnchangedRegisterBehindAFunctionUrlRefusesEveryoneAsTheGuideSays() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient refused = gateway.raw();
                RawClient served = gateway.raw()) {
            gateway.functions.onRegister(event -> behindAFunctionUrl(event, false));
            assertThat(refused.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("{\"errNo\":101,\"errMsg\":\"not found request context\"}");
            gateway.functions.onRegister(event -> behindAFunctionUrl(event, true));
            assertThat(served.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
        }
    }
}
