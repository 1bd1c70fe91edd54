package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.testing.process.Await;

/** Operators list and replay dead letters. */
class DeadLetterListTest {
    private static final String ID = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    @TempDir
    Path folder;

    private GatewayFixture start(Consumer<GatewayOptions> more, DeadLetter... letters) throws IOException {
        StringBuilder text = new StringBuilder();
        List.of(letters).forEach(letter -> text.append(letter.line()).append('\n'));
        Files.writeString(file(), text, StandardCharsets.ISO_8859_1);
        GatewayFixture gateway = GatewayFixture.start(options -> {
            options.journal.journal = folder;
            more.accept(options);
        });
        Await.until("read", () -> gateway.get("/metrics").body().contains("gateway_dead_letters " + letters.length));
        return gateway;
    }

    private Path file() {
        return folder.resolve("dead-letters");
    }

    private static DeadLetter letter(String apiId) {
        return new DeadLetter(ID, apiId, "ping-timeout", "age", Instant.now().getEpochSecond() - 60, 7);
    }

    @Test
    void listsAndReplaysDeadLetters() throws IOException {
        try (GatewayFixture gateway = start(options -> {}, letter("api-local"))) {
            assertThat(gateway.get("/dead-letters").body())
                    .startsWith("{\"errNo\":0,\"errMsg\":\"ok\",\"total\":1,\"deadLetters\":[{\"connectionId\":\"" + ID
                            + "\",\"apiId\":\"api-local\",\"cause\":\"ping-timeout\",\"reason\":\"age\",\"givenUp\":\"")
                    .endsWith("\"attempts\":7}]}");

            assertThat(gateway.post("/dead-letters/replay", "").body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"begun\":1,\"underWay\":0,\"unknownApi\":0}");

            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            JsonNode event = gateway.functions.cleanups().get(0).path("websocket");
            assertThat(event.path("secConnectionID").textValue()).isEqualTo(ID);
            assertThat(event.path("cause").textValue()).isEqualTo("ping-timeout");
            Await.until(
                    "removed from the list",
                    () -> gateway.get("/dead-letters").body().contains("\"total\":0"));
            assertThat(file()).isEmptyFile();
        }
    }

    @Test
    void keepsADeadLetterWhoseReplayFailsAndStartsItOnlyOnce() throws IOException {
        try (GatewayFixture gateway = start(options -> {}, letter("api-local"))) {
            gateway.functions.onCleanup(event -> new Reply(500, ""));
            gateway.post("/dead-letters/replay", "");
            Await.until("an attempt", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(gateway.post("/dead-letters/replay", "").body()).contains("\"begun\":0,\"underWay\":1");
            assertThat(gateway.get("/dead-letters").body()).contains("\"total\":1");
        }
        assertThat(file()).content().contains(ID);
    }

    @Test
    void keepsADeadLetterOfAnUnknownApi() throws IOException {
        try (GatewayFixture gateway = start(options -> {}, letter("api-gone"))) {
            assertThat(gateway.post("/dead-letters/replay", "").body())
                    .contains("\"begun\":0,\"underWay\":0,\"unknownApi\":1");
            assertThat(gateway.get("/dead-letters").body()).contains("\"total\":1");
        }
    }

    @Test
    void listingAndReplayingNeedThePushToken() throws IOException {
        try (GatewayFixture gateway =
                start(options -> options.push.tokens = List.of("0123456789abcdef"), letter("api-local"))) {
            assertThat(gateway.get("/dead-letters").statusCode()).isEqualTo(401);
            assertThat(gateway.post("/dead-letters/replay", "").statusCode()).isEqualTo(401);
            HttpRequest withToken = gateway.internal("/dead-letters")
                    .header("Authorization", "Bearer 0123456789abcdef")
                    .build();
            assertThat(gateway.send(withToken).body()).contains("\"total\":1");
            assertThat(gateway.functions.cleanups()).isEmpty();
        }
    }

    @Test
    void acceptsThePathSecretOfAPush() throws IOException {
        String secret = "3b1f6f0e9d8c47a2b5e0c7d94a61f802";
        try (GatewayFixture gateway = start(options -> options.push.secrets = List.of(secret), letter("api-local"))) {
            for (String path : List.of("/dead-letters", "/x/dead-letters", "/x" + secret + "/dead-letters")) {
                assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(gateway.post(path + "/replay", "").statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(gateway.functions.cleanups()).isEmpty();
            assertThat(gateway.get("/" + secret + "/dead-letters").body())
                    .contains("\"total\":1")
                    .doesNotContain(secret);
            assertThat(gateway.get("/" + secret + "/metrics").statusCode()).isEqualTo(404);
            assertThat(gateway.post("/" + secret + "/dead-letters/replay", "").body())
                    .contains("\"begun\":1")
                    .doesNotContain(secret);
        }
    }

    @Test
    void refusesAnotherMethodAndNamesTheRightOne() throws IOException {
        try (GatewayFixture gateway = start(options -> {})) {
            assertThat(gateway.post("/dead-letters", "").statusCode()).isEqualTo(405);
            assertThat(gateway.get("/dead-letters/replay").headers().firstValue("Allow"))
                    .contains("POST");
        }
    }
}
