package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The access log of the finished jar. */
class AccessLogIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void logsEachEventAndTheEndButNoClientData() throws IOException {
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start("access-log", functions, "--access-log=all")) {
            try (TestClient client = TestClient.connect(gateway.uri())) {
                client.send("secret");
                Await.until("message", () -> functions.messages().size() == 1);
            }
            Await.until("cleanup", () -> functions.cleanups().size() == 1);
            gateway.terminate();
            assertThat(gateway.awaitExit()).isZero();

            List<JsonNode> lines = accessLines();
            assertThat(lines)
                    .filteredOn(line -> line.has("event"))
                    .extracting(line -> line.path("event").asText())
                    .containsExactly("register", "transmission", "cleanup");
            assertThat(lines)
                    .filteredOn(line -> line.has("cause"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.path("message").asText()).isEqualTo("connection ended");
                        assertThat(line.path("address").asText()).isEqualTo("127.0.0.1");
                        assertThat(line.path("messagesIn").asInt()).isEqualTo(1);
                        assertThat(line.path("connection").asText())
                                .isEqualTo(functions
                                        .cleanups()
                                        .get(0)
                                        .at("/websocket/secConnectionID")
                                        .asText());
                    });
            assertThat(lines.toString()).doesNotContain("secret");
        }
    }

    private static List<JsonNode> accessLines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("target", "it-logs", "access-log.log"))) {
            if (line.contains("\"logger\":\"access\"")) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }
}
