package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.ConsoleClient.Watch;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;

/** {@code POST /console/api/replay}. */
class ConsoleReplayTest {
    private static GatewayFixture gateway(boolean payloads, boolean faults) {
        GatewayFixture gateway = GatewayFixture.start(options -> {
            options.console.console = true;
            options.console.payloads = payloads;
            options.console.faults = faults;
        });
        gateway.functions.onTransmission(event -> Reply.extended(
                event,
                "\"context\":\"" + event.path("context").asText("") + "x\",\"pushes\":[{\"action\":\"data send\","
                        + "\"secConnectionID\":\"" + gateway.id(0)
                        + "\",\"dataType\":\"text\",\"data\":\"an answer\"}]"));
        return gateway;
    }

    @Test
    void sendsTheEventAsItWasWithAMarkAndDeliversThePushesOfTheAnswer() {
        try (GatewayFixture gateway = gateway(true, false);
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            try (Watch watch = console.watch()) {
                client.send("a question").awaitTexts(1);
                JsonNode original = watch.next("transmission");
                JsonNode answer = ConsoleClient.json(console.post("replay", "{\"seq\":" + original.path("seq") + "}"));
                assertThat(answer.path("outcome").textValue()).isEqualTo("answered");
                assertThat(answer.has("millis")).isTrue();
                assertThat(answer.path("answer").textValue()).contains("an answer", "\"key\":\"***\"");
                assertThat(client.awaitTexts(2)).containsExactly("an answer", "an answer");

                List<JsonNode> got = gateway.functions.messages();
                assertThat(got).hasSize(2);
                ObjectNode again = got.get(1).deepCopy();
                assertThat(again.remove("replay").booleanValue()).isTrue();
                assertThat(again).isEqualTo(got.get(0));

                JsonNode replayed = watch.next("transmission");
                assertThat(replayed.path("replay").booleanValue()).isTrue();
                assertThat(replayed.path("connection")).isEqualTo(original.path("connection"));
                assertThat(replayed.path("target").textValue()).isEqualTo("http");
                assertThat(watch.next("push").path("cause").textValue()).isEqualTo(gateway.id(0));

                ConsoleClient.json(console.post("replay", "{\"seq\":" + replayed.path("seq") + "}"));
                assertThat(gateway.functions.messages().get(2)).isEqualTo(got.get(1));

                client.send("another").awaitTexts(4);
                assertThat(gateway.functions.messages().get(3).path("context").textValue())
                        .as("only the answer to the event itself changes the context")
                        .isEqualTo("x");
            }
        }
    }

    @Test
    void anotherFunctionGetsTheEventAndWithoutDeliveryNobodyElseSeesIt() {
        try (GatewayFixture gateway = gateway(false, true);
                TestClient client = gateway.connect()) {
            gateway.functions.on("copy", event -> Reply.json("{\"errNo\":0,\"errMsg\":\"copied\"}"));
            ConsoleClient console = new ConsoleClient(gateway);
            try (Watch watch = console.watch()) {
                client.send("a question").awaitTexts(1);
                String seq = "{\"seq\":" + watch.next("transmission").path("seq");
                assertThat(ConsoleClient.json(console.post("replay", seq + ",\"deliver\":false}"))
                                .has("answer"))
                        .as("the answer, without --console-payloads")
                        .isFalse();
                assertThat(gateway.functions.messages()).hasSize(2);
                ConsoleClient.json(console.post("replay", seq + ",\"target\":\"api-local/cleanup\"}"));
                assertThat(gateway.functions.cleanups()).hasSize(1);
                ConsoleClient.json(
                        console.post("replay", seq + ",\"target\":\"" + gateway.functions.url("copy") + "\"}"));
                assertThat(gateway.functions.of("copy")).hasSize(1);
                JsonNode failed =
                        ConsoleClient.json(console.post("replay", seq + ",\"target\":\"http://127.0.0.1:1/\"}"));
                assertThat(failed.path("outcome").textValue()).isEqualTo("failed");
                assertThat(failed.path("reason").textValue()).isNotBlank();
                gateway.sendText(gateway.id(0), "the end");
                assertThat(client.awaitTexts(2)).containsExactly("an answer", "the end");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | 400 | seq is missing",
                "{\"seq\":0}                               | 400 | seq must be a number",
                "{\"seq\":\"1\"}                           | 400 | seq must be a number",
                "{\"seq\":99999}                           | 404 | no longer kept",
                "{\"seq\":1,\"deliver\":1}                 | 400 | deliver must be true or false",
                "{\"seq\":SEQ,\"target\":\"other/register\"} | 400 | target must be one of",
                "{\"seq\":SEQ,\"target\":\"jar:/tmp/x.jar!a.B::c\"} | 400 | target must be one of",
                "{\"seq\":SEQ,\"target\":\"http://127.0.0.1/x\"} | 400 | with --console-faults",
            })
    void aReplayThatIsNotUnderstoodIsAnError(String body, int status, String complaint) {
        try (GatewayFixture gateway = gateway(false, false);
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            try (Watch watch = console.watch()) {
                client.send("x").awaitTexts(1);
                String seq = watch.next("transmission").path("seq").toString();
                HttpResponse<String> answer = console.post("replay", body.replace("SEQ", seq));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
                assertThat(answer.body()).contains(complaint);
                assertThat(gateway.functions.messages()).hasSize(1);
            }
        }
    }

    @Test
    void withStrictEventsAreNotReplayed() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.console.console = true;
                    options.operation.strict = true;
                });
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            try (Watch watch = console.watch()) {
                client.send("x");
                JsonNode event = watch.next("transmission");
                assertThat(event.has("canReplay")).isFalse();
                assertThat(console.post("replay", "{\"seq\":" + event.path("seq") + "}")
                                .statusCode())
                        .isEqualTo(403);
                assertThat(gateway.functions.messages()).hasSize(1);
            }
        }
    }
}
