package scf.websocket.testing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import scf.websocket.testing.process.NpmPackage;

/**
 * The official JavaScript client, unmodified, which speaks JSON, with the channels behind a real gateway. Skipped without
 * Node.js, and where its package can be fetched neither from a registry nor from npm's cache.
 */
class OfficialJavaScriptClientTest {
    @AutoClose
    private static final ChannelsGateway gateway = new ChannelsGateway();

    private static Path client() throws IOException, InterruptedException {
        return NpmPackage.of("centrifuge", "5.8.0")
                .file("build/index.js")
                .orElseThrow(() -> new TestAbortedException("the client cannot be fetched: it is not tested"));
    }

    @Test
    void clientsConnectRefreshPublishRecoverAndAreUnsubscribedAndBlocked() throws Exception {
        Path client = client();
        ProcessBuilder node = new ProcessBuilder(
                        "node", "--experimental-websocket", "--no-warnings", script().toString())
                .redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "CENTRIFUGE", client.toAbsolutePath().toString(),
                        "ADDRESS", gateway.address(),
                        "SECRET", ChannelsGateway.SECRET,
                        "TOKEN", ChannelsGateway.token("ann", Instant.now().plusSeconds(3600)),
                        "EXPIRED", ChannelsGateway.token("ann", Instant.now().minusSeconds(60))));
        Process process = node.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.equals("reconnect")) {
                    assertThat(gateway.reconnect("ann")).isTrue();
                }
                if (line.equals("ready")) {
                    assertThat(gateway.unsubscribe("ann", "chat:js")).isTrue();
                } else if (line.equals("unsubscribed")) {
                    assertThat(gateway.block("ann")).isTrue();
                }
            }
        } finally {
            process.destroy();
        }
        assertThat(lines)
                .containsExactly(
                        "a token 1",
                        "a subscribed false false",
                        "b subscribed false false",
                        "a 1 {\"text\":\"hi\"} ann",
                        "b 1 {\"text\":\"hi\"} ann",
                        "present 2",
                        "counted 1",
                        "history 1 1",
                        "error 102",
                        "error 104",
                        "echo {\"n\":1}",
                        "c token 1",
                        "c connected, connects 1, echo 2",
                        "b disconnected 0",
                        "a 2 2 ann 3 3 ann",
                        "b subscribed true true",
                        "b 2 2 ann 3 3 ann",
                        "reconnect",
                        "a subscribed true true",
                        "b subscribed true true",
                        "a 4 4 ann",
                        "b 4 4 ann",
                        "ready",
                        "b unsubscribed 2000",
                        "a unsubscribed 2000",
                        "late subscribed true true",
                        "late 1",
                        "late 2",
                        "late 3",
                        "late 4",
                        "unsubscribed",
                        "a disconnected 3507",
                        "b disconnected 3507",
                        "again",
                        "a disconnected 3507");
    }

    /** The program of docs/channels.md, with this gateway's address. */
    @Test
    void theFirstProgramOfTheDocumentationRuns() throws Exception {
        Path client = client();
        String page = Files.readString(Path.of("..", "..", "docs", "channels.md"));
        int start = page.indexOf("```js\n") + "```js\n".length();
        String program = page.substring(start, page.indexOf("```", start))
                .replaceAll("\"ws://[^\"]*\"", "\"" + gateway.address() + "\"");
        // Beside node_modules, where it finds the client.
        Path file = Files.writeString(
                client.resolve(Path.of("..", "..", "..", "..", "chat.mjs")).normalize(), program);
        ProcessBuilder node = new ProcessBuilder("node", "--experimental-websocket", "--no-warnings", file.toString())
                .redirectErrorStream(true);
        node.environment()
                .put("TOKEN", ChannelsGateway.token("ann", Instant.now().plusSeconds(3600)));
        Process process = node.start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(output.readLine()).isEqualTo("subscribed false false");
            assertThat(output.readLine()).isEqualTo("1 ann { text: 'hello' }");
        } finally {
            process.destroy();
        }
    }

    private static Path script() throws Exception {
        return Path.of(OfficialJavaScriptClientTest.class
                .getResource("official-client.js")
                .toURI());
    }
}
