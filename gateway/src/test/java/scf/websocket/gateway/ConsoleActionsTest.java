package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.testing.TestClient;

/** What somebody does at the console: list, push, close. */
class ConsoleActionsTest {
    private static GatewayFixture gateway;
    private static ConsoleClient console;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.start(options -> {
            options.console.console = true;
            options.connections.maxMessage = 1000;
            options.connections.maxFrame = 1000;
        });
        console = new ConsoleClient(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String connect(TestClient client) {
        assertThat(client.isClosed()).isFalse();
        return gateway.id(gateway.functions.registers().size() - 1);
    }

    @Test
    void listsConnectionsAndGroupsAsOperatorsSeeThem() {
        try (TestClient client = gateway.connect()) {
            String id = connect(client);
            gateway.push("{\"websocket\":{\"action\":\"join\",\"secConnectionID\":\"" + id + "\",\"group\":\"room\"}}");
            assertThat(console.get("connections").body()).contains(id, "[\"room\"]");
            assertThat(console.get("groups").body()).contains("\"group\":\"room\"");
            assertThat(console.get("connections?limit=0").statusCode()).isEqualTo(400);
            assertThat(console.get("connections").headers().firstValue("Cache-Control"))
                    .contains("no-store");
        }
    }

    @Test
    void pushesToAConnectionToAGroupAndToEverybody() {
        try (TestClient client = gateway.connect()) {
            String id = connect(client);
            gateway.push("{\"websocket\":{\"action\":\"join\",\"secConnectionID\":\"" + id + "\",\"group\":\"hall\"}}");
            assertThat(push("{\"api\":\"api-local\",\"connection\":\"" + id + "\",\"text\":\"one\"}"))
                    .isEqualTo("{\"delivered\":1}");
            assertThat(push("{\"api\":\"api-local\",\"group\":\"hall\",\"text\":\"two\"}"))
                    .isEqualTo("{\"delivered\":1,\"failed\":0}");
            assertThat(push("{\"api\":\"api-local\",\"group\":\"*\",\"text\":\"\"}"))
                    .isEqualTo("{\"delivered\":1,\"failed\":0}");
            assertThat(client.awaitTexts(3)).containsExactly("one", "two", "");
            assertThat(push("{\"api\":\"other\",\"connection\":\"" + id + "\",\"base64\":\"AAEC\"}"))
                    .isEqualTo("{\"gone\":1}");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_pushes_total{outcome=\"gone\",via=\"console\"} 1.0");
        }
    }

    private static String push(String body) {
        JsonNode answer = ConsoleClient.json(console.post("push", body));
        assertThat(answer.path("errNo").intValue()).isZero();
        return answer.path("outcomes").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | api is missing",
                "{\"api\":\"a\",\"text\":\"x\"}                              | say who gets it",
                "{\"api\":\"a\",\"connection\":\"b\",\"group\":\"c\",\"text\":\"x\"} | say who gets it",
                "{\"api\":\"a\",\"connection\":\"b\"}                        | say what to send",
                "{\"api\":\"a\",\"connection\":\"b c\",\"text\":\"x\"}       | cannot be the id",
                "{\"api\":\"a\",\"group\":\"b\",\"text\":\"x\",\"base64\":\"AA==\"} | say what to send",
                "{\"api\":\"a\",\"group\":\"b\",\"base64\":\"?\"}            | must be Base64",
                "{\"api\":\"a\",\"group\":\"b\",\"text\":7}                  | text must be a text",
                "{\"api\":\"a\",\"group\":\"b\",\"message\":\"x\"}           | the body takes api",
            })
    void aPushThatIsNotUnderstoodIsAnError(String body, String complaint) {
        HttpResponse<String> answer = console.post("push", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(complaint);
    }

    @Test
    void aMessageOrABodyThatIsTooLargeIsRefused() {
        String text = "x".repeat(1001);
        assertThat(console.post("push", "{\"api\":\"a\",\"group\":\"b\",\"text\":\"" + text + "\"}")
                        .body())
                .contains("more than 1000 bytes");
        assertThat(console.post("close", " ".repeat(20_000)).statusCode()).isEqualTo(413);
        assertThat(console.post("push", " ".repeat(600_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void closesAsOperatorsDo() {
        try (TestClient client = gateway.connect()) {
            String id = connect(client);
            assertThat(ConsoleClient.json(console.post("close", "{\"id\":\"" + id + "\",\"code\":4000}"))
                            .path("closed")
                            .intValue())
                    .isEqualTo(1);
            assertThat(client.awaitClosed().code()).isEqualTo(4000);
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        assertThat(console.get("nothing").statusCode()).isEqualTo(404);
        assertThat(console.get("push").statusCode()).isEqualTo(405);
        assertThat(console.delete("connections").statusCode()).isEqualTo(405);
        assertThat(console.get("faults").statusCode()).isEqualTo(404);
        assertThat(console.post("database", "{}").statusCode()).isEqualTo(404);
    }
}
