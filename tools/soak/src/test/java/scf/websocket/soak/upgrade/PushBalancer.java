package scf.websocket.soak.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import scf.websocket.soak.Figures;
import scf.websocket.soak.FunctionServer;

/**
 * The push URL of the functions: passes each push to any node that is not away, and notes which connections it was acknowledged for.
 * Thread-safe.
 */
final class PushBalancer implements AutoCloseable {
    private static final int MAX_PUSH_BYTES = 256 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Node> nodes;
    private final Lives lives;
    private final Figures figures;

    /** @param nodes may be added later */
    PushBalancer(List<Node> nodes, Lives lives, Figures figures) throws IOException {
        this.nodes = nodes;
        this.lives = lives;
        this.figures = figures;
        this.server = FunctionServer.open(threads);
        server.createContext("/api-local", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api-local";
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String push = new String(exchange.getRequestBody().readNBytes(MAX_PUSH_BYTES), UTF_8);
            HttpResponse<String> answer;
            try {
                answer = post(anyNode(), push);
            } catch (IOException e) {
                figures.count("pushes without an answer");
                // With a broken connection instead, functions of 0.1 would push once more, as they say.
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            figures.violation("a push failed: " + e);
        }
    }

    private Node anyNode() {
        List<Node> all = nodes.stream().filter(node -> !node.isAway()).toList();
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Posts a push to a node, and notes the answer. */
    HttpResponse<String> post(Node node, String push) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.pushUrl())
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(push))
                .build();
        JsonNode part = json.readTree(push).path("websocket");
        String text = part.path("data").asText();
        lives.passed(text, "pushed to " + node);
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            lives.passed(text, node + " answered " + answer.statusCode());
            note(part, answer);
            return answer;
        } catch (IOException e) {
            lives.passed(text, node + " did not answer: " + e);
            throw e;
        }
    }

    private void note(JsonNode push, HttpResponse<String> answer) throws IOException {
        Set<String> ids = new HashSet<>();
        push.path("secConnectionIDs").forEach(id -> ids.add(id.asText()));
        if (push.has("secConnectionID")) {
            ids.add(push.path("secConnectionID").asText());
        }
        figures.count("pushes answered " + answer.statusCode());
        if (answer.statusCode() == 410) {
            ids.forEach(lives::gone);
        }
        if (answer.statusCode() != 200) {
            return;
        }
        JsonNode outcome = json.readTree(answer.body());
        outcome.path("gone").forEach(id -> {
            lives.gone(id.asText());
            ids.remove(id.asText());
        });
        outcome.path("failed").forEach(failed -> {
            figures.count("pushes failed: " + failed.path("reason").asText());
            ids.remove(failed.path("secConnectionID").asText());
        });
        if (push.path("action").asText().equals("data send")) {
            String text = push.path("data").asText();
            ids.forEach(id -> lives.acknowledged(id, text));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
