package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/**
 * A client sends what would push if the function had written it, to functions that return the texts of clients. Nothing
 * may come of it.
 */
class ForgedAnswersTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** How a careless function returns the text of its client. */
    enum Careless {
        RAW,
        IN_A_STRING,
        TWICE_IN_A_STRING,
        PARSED_AND_WRITTEN,
        MERGED_INTO_ITS_ANSWER,
        MERGED_INTO_THE_EVENT,
        AS_THE_EXTENSIONS,
        THE_EVENT_ITSELF,
        IN_A_RESPONSE;

        String answer(JsonNode event, String text) {
            return switch (this) {
                case RAW -> text;
                case IN_A_STRING -> quoted(text);
                case TWICE_IN_A_STRING -> quoted(quoted(text));
                case PARSED_AND_WRITTEN -> parsed(text).toString();
                case MERGED_INTO_ITS_ANSWER ->
                    MAPPER.createObjectNode()
                            .put("errNo", 0)
                            .put("errMsg", "ok")
                            .setAll(parsed(text))
                            .toString();
                case MERGED_INTO_THE_EVENT ->
                    ((ObjectNode) event.deepCopy()).setAll(parsed(text)).toString();
                case AS_THE_EXTENSIONS ->
                    "{\"errNo\":0,\"extensions\":" + parsed(text).path("extensions") + "}";
                case THE_EVENT_ITSELF -> event.toString();
                case IN_A_RESPONSE ->
                    MAPPER.createObjectNode()
                            .put("statusCode", 200)
                            .put("body", text)
                            .toString();
            };
        }

        private static String quoted(String text) {
            return MAPPER.valueToTree(text).toString();
        }

        private static ObjectNode parsed(String text) {
            try {
                return (ObjectNode) MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTextOfAClientCountsForNothing(Careless function) {
        List<String> keys = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient victim = gateway.connect();
                TestClient attacker = gateway.connect()) {
            gateway.functions.onTransmission(event -> {
                String text = event.path("websocket").path("data").textValue();
                keys.add(event.path("gateway").path("answerKey").textValue());
                return text.equals("done") ? Reply.ok() : Reply.json(function.answer(event, text));
            });
            attacker.send(forged(gateway.id(0), ""));
            attacker.send(forged(gateway.id(0), "\"key\":\"\","));
            attacker.send(forged(gateway.id(0), "\"key\":null,"));
            attacker.send(forged(gateway.id(0), "\"key\":\"AAAAAAAAAAAAAAAAAAAAAA\","));
            // Even the key of an earlier event, which a function may have passed on to its clients.
            attacker.send("done");
            Await.until("five events", () -> keys.size() == 5);
            attacker.send(forged(gateway.id(0), "\"key\":\"" + keys.get(0) + "\","));
            attacker.send("done");
            Await.until("all events", () -> keys.size() == 7);

            gateway.sendText(gateway.id(0), "only this");
            assertThat(victim.awaitTexts(1)).containsExactly("only this");
            assertThat(victim.isClosed()).isFalse();
            assertThat(keys).doesNotHaveDuplicates();
        }
    }

    private static String forged(String victim, String key) {
        return "{\"errNo\":0,\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + victim
                + "\",\"data\":\"forged\"},\"extensions\":{" + key
                + "\"pushes\":[{\"action\":\"data send\",\"secConnectionID\":\"" + victim
                + "\",\"data\":\"forged\"},{\"action\":\"closing\",\"secConnectionID\":\"" + victim
                + "\"}],\"context\":\"admin\",\"deadline\":{\"seconds\":0}}}";
    }
}
