package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.testing.process.Await;

class DatabaseSwitchTest {
    private static int post(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whoKnowsTheAddressStopsAndStartsTheDatabaseAndOnlyAnotherEndIsUnexpected() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of("target", "databases", "switch"));
                DatabaseSwitch made = DatabaseSwitch.of(database)) {
            String address = made.environment().get("SCF_LOCAL_DATABASE");
            assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/");
            assertThat(post(address.replaceFirst("[0-9a-f]{32}", "0".repeat(32)) + "stop"))
                    .isEqualTo(404);
            assertThat(post(address + "burn")).isEqualTo(404);
            assertThat(database.isAlive()).isTrue();

            assertThat(post(address + "stop")).isEqualTo(204);
            assertThat(database.isAlive()).isFalse();
            assertThat(post(address + "stop")).isEqualTo(204);
            assertThat(post(address + "start")).isEqualTo(204);
            assertThat(database.isAlive()).isTrue();
            assertThat(made.unexpectedEnd()).isNotDone();

            database.kill();
            Await.until("the unexpected end", () -> made.unexpectedEnd().isDone());
        }
    }
}
