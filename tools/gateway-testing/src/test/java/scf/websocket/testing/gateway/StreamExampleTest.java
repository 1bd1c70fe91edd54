package scf.websocket.testing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs examples/stream: its back end as a process, and its client in Node.js, with its configuration of channels, the HTTP
 * API, a real gateway and a real database. Skipped without Node.js.
 */
class StreamExampleTest {
    private static final Path EXAMPLE =
            Path.of("..", "..", "examples", "stream").toAbsolutePath().normalize();
    private static final String WHOLE = "You asked: why? \u2013 A window that opens now begins with the first word. "
            + "One that was off line continues where it was.";

    @Test
    void anAnswerGrowsForWhoeverJoinsAndWhoeverComesBack() throws Exception {
        assumeTrue(hasNode(), "without Node.js, examples/stream is not tested");
        try (HttpApiGateway gateway = new HttpApiGateway(Files.readString(EXAMPLE.resolve("channels.json")))) {
            Process backend = backend(gateway.url(), gateway.address());
            try {
                String channel = ask(backend, gateway.address());
                assertThat(follow(gateway.address(), channel))
                        .containsExactlyInAnyOrder(
                                "early: " + WHOLE, "late: " + WHOLE, "cut: " + WHOLE, "afterwards: " + WHOLE);
                assertThat(kept(gateway.url(), channel))
                        .as("the whole answer replaces its pieces")
                        .containsOnlyOnce("\"data\":")
                        .contains("final");
            } finally {
                backend.destroy();
            }
        }
    }

    /** Returns the history of a channel. */
    private static String kept(String api, String channel) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/history"))
                .header("X-API-Key", HttpApiGateway.KEY)
                .POST(BodyPublishers.ofString("{\"channel\":\"" + channel + "\",\"limit\":-1}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process backend(String api, String webSocket) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder backend = new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "-Xmx96m", "Backend.java", api, webSocket, "0")
                .directory(EXAMPLE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        backend.environment().put("API_KEY", HttpApiGateway.KEY);
        return backend.start();
    }

    /** Returns the channel of the answer. */
    private static String ask(Process backend, String webSocket) throws Exception {
        // Its first line is its address.
        URI address = URI.create(lines(backend).readLine());
        HttpClient http = HttpClient.newHttpClient();
        assertThat(http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body())
                .contains("follow(\"" + webSocket + "\", channel");
        HttpRequest question = HttpRequest.newBuilder(address.resolve("/ask"))
                .POST(BodyPublishers.ofString("why?"))
                .build();
        return http.send(question, BodyHandlers.ofString()).body();
    }

    /** Returns what the followers print. */
    private static List<String> follow(String webSocket, String channel) throws Exception {
        Path script = Path.of(
                StreamExampleTest.class.getResource("stream-followers.mjs").toURI());
        ProcessBuilder node = new ProcessBuilder("node", "--experimental-websocket", "--no-warnings", script.toString())
                .redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "STREAM",
                        EXAMPLE.resolve("stream.js").toUri().toString(),
                        "ADDRESS",
                        webSocket,
                        "CHANNEL",
                        channel));
        Process process = node.start();
        try (BufferedReader output = lines(process)) {
            return output.lines().toList();
        } finally {
            process.destroy();
        }
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }
}
