import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Stands in for your own back end: serves page.html, and answers questions piece by piece, as a language model does.
 * {@code API_KEY=… java Backend.java http://127.0.0.1:8081/api ws://127.0.0.1:8080/connection/websocket 8090}.
 */
final class Backend {
    private static final int ATTEMPTS = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String webSocket;
    private final String key;

    private Backend(String api, String webSocket, String key) {
        this.api = api;
        this.webSocket = webSocket;
        this.key = key;
    }

    public static void main(String[] arguments) throws IOException {
        var backend = new Backend(arguments[0], arguments[1], System.getenv("API_KEY"));
        var listener = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2])), 0);
        listener.setExecutor(Executors.newCachedThreadPool());
        listener.createContext("/", backend::file);
        listener.createContext("/ask", backend::ask);
        listener.start();
        System.out.println("http://127.0.0.1:" + listener.getAddress().getPort() + "/");
    }

    private void file(HttpExchange exchange) throws IOException {
        var isScript = exchange.getRequestURI().getPath().equals("/stream.js");
        exchange.getResponseHeaders().set("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
        reply(exchange, Files.readString(Path.of(isScript ? "stream.js" : "page.html"))
                .replace("WEBSOCKET_ADDRESS", webSocket));
    }

    /** Replies with the channel at once; the answer follows there. */
    private void ask(HttpExchange exchange) throws IOException {
        var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var channel = "stream:" + UUID.randomUUID();
        reply(exchange, channel);
        try {
            answer(channel, question);
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Each piece is a publication. In the end, one with the whole text takes their place. */
    private void answer(String channel, String question) throws IOException, InterruptedException {
        var whole = new StringBuilder();
        var number = 0;
        for (var piece : model(question)) {
            // Where a model is faster, collect its tokens: ten publications a second look fluent.
            Thread.sleep(100);
            whole.append(piece);
            publish(channel, "{\"piece\":" + json(piece) + "}", number++);
        }
        call("history_remove", "{\"channel\":" + json(channel) + "}");
        publish(channel, "{\"final\":" + json(whole.toString()) + "}", number);
    }

    /** Put your model here. */
    private static String[] model(String question) {
        return ("You asked: " + question + " \u2013 A window that opens now begins with the first word. "
                        + "One that was off line continues where it was.")
                .split("(?<= )");
    }

    private void publish(String channel, String data, int number) throws IOException, InterruptedException {
        call(
                "publish",
                "{\"channel\":" + json(channel) + ",\"data\":" + data + ",\"idempotency_key\":"
                        + json(channel + " " + number) + "}");
    }

    /** Repeats a call whose answer was lost: the idempotency key makes a second publication the first. */
    private void call(String method, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + "/" + method))
                .header("Content-Type", "application/json")
                .header("X-API-Key", key)
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(body))
                .build();
        for (var attempt = 1; ; attempt++) {
            try {
                var response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200 && !response.body().contains("\"error\":")) {
                    return;
                }
                throw new IOException(method + " is answered with " + response.statusCode() + " " + response.body());
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static String json(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
