package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.ConsoleClient.Watch;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The stream of events of the console. */
class ConsoleEventsTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";

    private static GatewayFixture gateway(boolean payloads) {
        return GatewayFixture.start(options -> {
            options.console.console = true;
            options.console.payloads = payloads;
            options.admin.admin = true;
            options.security.passQuery = List.of("token");
            options.security.passHeaders = List.of("Authorization");
        });
    }

    /** Answers with a push to the sender, and a context. */
    private static void echo(GatewayFixture gateway) {
        gateway.functions.onTransmission(event -> Reply.extended(
                event,
                "\"context\":\"the context\",\"pushes\":[{\"action\":\"data send\",\"secConnectionID\":\""
                        + gateway.id(0) + "\",\"dataType\":\"text\",\"data\":\"an answer\"}]"));
    }

    @Test
    void tellTheWholeStoryOfAConnection() {
        try (GatewayFixture gateway = gateway(false);
                Watch watch = new ConsoleClient(gateway).watch();
                TestClient client = gateway.connect()) {
            echo(gateway);
            client.send("a question").awaitTexts(1);
            client.close(1000, "");
            List<JsonNode> story = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                story.add(watch.next());
            }
            assertThat(names(story).subList(0, 4)).containsExactly("register", "opened", "transmission", "push");
            assertThat(names(story).subList(4, 6)).containsExactlyInAnyOrder("end", "cleanup");
            for (int i = 0; i < 6; i++) {
                assertThat(story.get(i).path("seq").intValue()).isEqualTo(i + 1);
                assertThat(story.get(i).path("api").textValue()).isEqualTo("api-local");
                assertThat(story.get(i)
                                .path("connection")
                                .asText(story.get(i).path("cause").asText()))
                        .isEqualTo(gateway.id(0));
            }
            JsonNode transmission = story.get(2);
            assertThat(transmission.path("target").textValue()).isEqualTo("http");
            assertThat(transmission.path("bytes").intValue()).isGreaterThan(100);
            assertThat(transmission.path("answerBytes").intValue()).isGreaterThan(100);
            assertThat(transmission.path("canReplay").booleanValue()).isTrue();
            assertThat(story.get(3).path("bytes").intValue()).isEqualTo("an answer".length());
            assertThat(story.toString()).doesNotContain("a question", "an answer", "the context");
        }
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event").textValue()).toList();
    }

    @Test
    void showPayloadsWithoutSecretsIfAsked() {
        try (GatewayFixture gateway = gateway(true);
                Watch watch = new ConsoleClient(gateway).watch();
                TestClient client = TestClient.connect(URI.create(gateway.uri() + "?token=" + TOKEN))) {
            echo(gateway);
            String register = watch.next("register").path("request").textValue();
            assertThat(ConsoleClient.parsed(register)
                            .path("queryString")
                            .path("token")
                            .textValue())
                    .isEqualTo("***");
            client.send("{\\\"connect\\\":{\\\"token\\\":\\\"opaque\\\"}} and " + TOKEN)
                    .send("again");
            client.awaitTexts(2);
            JsonNode first = watch.next("transmission");
            String request = first.path("request").textValue();
            JsonNode event = ConsoleClient.parsed(request);
            assertThat(event.path("websocket").path("data").textValue()).contains("connect", "***");
            assertThat(request).doesNotContain("opaque", TOKEN);
            assertThat(event.path("gateway").path("answerKey").textValue()).isEqualTo("***");
            JsonNode extensions =
                    ConsoleClient.parsed(first.path("answer").textValue()).path("extensions");
            assertThat(extensions.path("key").textValue()).isEqualTo("***");
            assertThat(extensions.path("context").textValue()).isEqualTo("***");
            assertThat(extensions.path("pushes").path(0).path("data").textValue())
                    .isEqualTo("an answer");
            assertThat(watch.next("push").path("data").textValue()).isEqualTo("an answer");
            assertThat(watch.next("transmission").path("request").textValue())
                    .contains("\"context\":\"***\"")
                    .doesNotContain("the context");
            new ConsoleClient(gateway).post("push", "{\"api\":\"api-local\",\"group\":\"*\",\"base64\":\"AAEC\"}");
            JsonNode binary = watch.next(pushed -> pushed.path("via").asText().equals("console"));
            assertThat(binary.path("binaryBytes").intValue()).isEqualTo(3);
            assertThat(binary.has("data")).isFalse();
        }
    }

    @Test
    void showOnlyTheBeginningOfWhatIsLong() {
        try (GatewayFixture gateway = gateway(true);
                Watch watch = new ConsoleClient(gateway).watch();
                TestClient client = gateway.connect()) {
            client.send("x".repeat(100_000));
            JsonNode event = watch.next("transmission");
            assertThat(event.path("request").textValue()).hasSize(16 * 1024);
            assertThat(event.path("requestCut").booleanValue()).isTrue();
            assertThat(event.has("answerCut")).isFalse();
            assertThat(event.path("bytes").intValue()).isGreaterThan(100_000);
            gateway.sendText(gateway.id(0), "y".repeat(10_000));
            JsonNode push = watch.next("push");
            assertThat(push.path("data").textValue()).hasSize(4096);
            assertThat(push.path("dataCut").booleanValue()).isTrue();
        }
    }

    @Test
    void operatorsSeeNoPayloadsEvenIfTheConsoleDoes() {
        try (GatewayFixture gateway = gateway(true);
                Watch watch = new ConsoleClient(gateway).watch();
                TestClient client = gateway.connect()) {
            Watch operator = ConsoleClient.operator(gateway);
            client.send("a question");
            JsonNode event = operator.next("transmission");
            assertThat(event.path("seq").intValue())
                    .isEqualTo(watch.next("transmission").path("seq").intValue());
            assertThat(event.has("request") || event.has("answer")).isFalse();
            operator.close();
        }
    }

    @Test
    void sayWhyAHandshakeWasRefused() {
        try (GatewayFixture gateway = gateway(false);
                Watch watch = new ConsoleClient(gateway).watch()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":7,\"errMsg\":\"no\"}"));
            gateway.raw().handshake(gateway.uri().getPath()).readHead();
            assertThat(watch.next("register").path("errNo").isMissingNode()).isTrue();
            JsonNode refused = watch.next("refused");
            assertThat(refused.path("status").intValue()).isEqualTo(403);
            assertThat(refused.path("connection").textValue()).isEqualTo(gateway.id(0));
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":201,\"errMsg\":\"down\"}"));
            gateway.raw().handshake(gateway.uri().getPath()).readHead();
            JsonNode failed = watch.next("register");
            assertThat(failed.path("outcome").textValue()).isEqualTo("failed");
            assertThat(failed.path("errNo").intValue()).isEqualTo(201);
            assertThat(failed.path("reason").textValue()).contains("201");
            assertThat(watch.next("refused").path("status").intValue()).isEqualTo(503);
        }
    }

    @Test
    void nothingIsKeptWhenNobodyWatches() {
        try (GatewayFixture gateway = gateway(false);
                TestClient client = gateway.connect()) {
            try (Watch watch = new ConsoleClient(gateway).watch()) {
                client.send("one");
                assertThat(watch.next("transmission").path("canReplay").booleanValue())
                        .isTrue();
                assertThat(gateway.get("/metrics").body())
                        .contains("gateway_console_watchers 1.0", "gateway_admin_watchers 0.0");
            }
            Await.until("forgotten", () -> gateway.get("/metrics").body().contains("gateway_console_watchers 0.0"));
            try (Watch operator = ConsoleClient.operator(gateway)) {
                client.send("two");
                assertThat(operator.next("transmission").has("canReplay")).isFalse();
            }
        }
    }
}
