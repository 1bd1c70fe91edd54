package scf.websocket.webfn;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import scf.websocket.testing.process.JdkChatClient;

/**
 * Runs the package once from start to shutdown, so that Java records the loaded classes: serves the page, accepts
 * connections, forwards text and binary messages, performs all kinds of pushes, closes connections and shuts down.
 */
final class TrainingRun {
    private static final Duration LISTENING_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final TrainingServers servers;

    TrainingRun(TrainingServers servers) {
        this.servers = servers;
    }

    /**
     * Runs the package and waits for it to exit.
     *
     * @param javaOptions options for the package's Java
     * @throws PackageException if a step fails
     */
    void of(Path folder, String javaOptions, Path log) throws IOException, InterruptedException, SQLException {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("GATEWAY_HOST", "127.0.0.1");
        environment.put("GATEWAY_JAVA_OPTIONS", javaOptions);
        try (WebFunctionProcess function = WebFunctionProcess.start(folder, environment, log)) {
            function.awaitListening(LISTENING_WITHIN);
            visit(function);
            int exitCode = function.stop();
            if (exitCode != 0) {
                throw new PackageException("The training run exited with " + exitCode + ":\n" + function.log());
            }
        }
    }

    private void visit(WebFunctionProcess function) throws IOException, InterruptedException, SQLException {
        expect(200, send(HttpRequest.newBuilder(function.page())));
        try (JdkChatClient one = JdkChatClient.open(http, function.webSocket());
                JdkChatClient other = JdkChatClient.open(http, function.webSocket())) {
            for (int round = 0; round < 3; round++) {
                one.send("text");
                expect("text", other.text());
                other.send(new byte[3]);
                expect(3, one.binary().length);
            }
            List<String> ids = servers.connectionIds();
            expect(2, ids.size());
            expect(200, push(function.pushUrl(), "\"secConnectionID\":\"" + ids.get(0) + '"'));
            String both = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
            expect(200, push(function.pushUrl(), "\"secConnectionIDs\":[" + both + ']'));
            expect(200, push(function.publicPushUrl(), "\"secConnectionIDs\":[" + both + ']'));
        }
    }

    private int push(URI url, String to) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + TrainingServers.PUSH_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{\"websocket\":{\"action\":\"data send\"," + to
                        + ",\"dataType\":\"text\",\"data\":\"push\"}}")));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static void expect(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new PackageException("The training run expected " + expected + ", and got " + found);
        }
    }
}
