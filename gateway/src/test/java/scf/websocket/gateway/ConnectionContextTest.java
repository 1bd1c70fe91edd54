package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The text that functions keep for a connection. */
class ConnectionContextTest {
    private static final String AWKWARD = "\\u00e9 \\\"quoted\\\" \\ud83d\\ude00 \\\\ \\u0007";

    private static Reply setting(JsonNode event, String context) {
        return Reply.extended(event, "\"context\":" + context);
    }

    @Test
    void laterEventsOfTheConnectionCarryIt() {
        List<String> contexts = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> setting(event, "\"" + AWKWARD + "\""));
            gateway.functions.onTransmission(event -> {
                contexts.add(event.path("context").asText("none"));
                return switch (event.path("websocket").path("data").textValue()) {
                    case "change" -> setting(event, "\"changed\"");
                    case "remove" -> setting(event, "null");
                    default -> Reply.ok();
                };
            });
            gateway.functions.onCleanup(event -> {
                contexts.add("cleanup " + event.path("context").asText("none"));
                return Reply.ok();
            });
            TestClient client = gateway.connect();
            for (String message : List.of("read", "change", "remove", "read", "change", "read")) {
                client.send(message);
            }
            client.close(1000, "");
            Await.until("cleanup", () -> contexts.size() == 7);
            String awkward = "\u00e9 \"quoted\" \ud83d\ude00 \\ \u0007";
            assertThat(contexts)
                    .containsExactly(awkward, awkward, "changed", "none", "none", "changed", "cleanup changed");
            Await.until(
                    "memory given back", () -> gateway.get("/metrics").body().contains("gateway_context_bytes 0.0"));
        }
    }

    @Test
    void cleanupCarriesItInEveryAttempt() {
        List<String> contexts = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> setting(event, "\"kept\""));
            gateway.functions.onCleanup(event -> {
                contexts.add(event.path("context").asText("none"));
                return contexts.size() == 1 ? new Reply(500, "") : Reply.ok();
            });
            gateway.connect().abort();
            Await.until("second attempt", () -> contexts.size() == 2);
            assertThat(contexts).containsExactly("kept", "kept");
            Await.until(
                    "memory given back", () -> gateway.get("/metrics").body().contains("gateway_context_bytes 0.0"));
        }
    }

    @Test
    void oneThatIsTooLongChangesNothing() {
        List<String> contexts = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> setting(event, "\"short\""));
            gateway.functions.onTransmission(event -> {
                contexts.add(event.path("context").asText("none"));
                int length =
                        Integer.parseInt(event.path("websocket").path("data").textValue());
                return setting(event, "\"" + "x".repeat(length) + "\"");
            });
            try (TestClient client = gateway.connect()) {
                client.send("4097").send("4096").send("1");
                Await.until("three messages", () -> contexts.size() == 3);
                assertThat(contexts).containsExactly("short", "short", "x".repeat(4096));
            }
        }
    }

    @Test
    void isNeverWrittenToTheJournal(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("journal");
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.journal.journal = journal)) {
            gateway.functions.onRegister(event -> setting(event, "\"confidential\""));
            try (TestClient client = gateway.connect()) {
                client.send("go");
                Await.until("message", () -> !gateway.functions.messages().isEmpty());
                assertThat(gateway.functions.messages().get(0).path("context").textValue())
                        .isEqualTo("confidential");
                try (var files = Files.walk(folder)) {
                    assertThat(files.filter(Files::isRegularFile))
                            .isNotEmpty()
                            .allSatisfy(file -> assertThat(
                                            Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                                    .doesNotContain("confidential"));
                }
            }
        }
    }
}
