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
 * Exercises a package once as an instance from its start to its end, so that Java records the loaded classes: the page, connections, text
 * and binary messages, all kinds of pushes, the end of a connection, the shutdown.
 */
final class TrainingRun {
    private static final Duration LISTENING_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final TrainingServers backends;

    TrainingRun(TrainingServers backends) {
        this.backends = backends;
    }

    /**
     * Returns when the run has ended.
     *
     * @param javaOptions for the Java of the package
     * @throws PackageException if a step fails
     */
    void of(Path folder, String javaOptions, Path log) throws IOException, InterruptedException, SQLException {
        Map<String, String> environment = new HashMap<>(backends.environment());
        environment.put("GATEWAY_HOST", "127.0.0.1");
        environment.put("GATEWAY_JAVA_OPTIONS", javaOptions);
        try (WebFunctionProcess function = WebFunctionProcess.start(folder, environment, log)) {
            function.awaitListening(LISTENING_WITHIN);
            visit(function);
            int exitCode = function.stop();
            if (exitCode != 0) {
                throw new PackageException("The training run has ended with " + exitCode + ":\n" + function.log());
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
            List<String> ids = backends.connectionIds();
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
