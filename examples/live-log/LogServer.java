import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * Serves page.html, and forwards each line of a POST body to the live log: {@code java LogServer.java
 * ws://127.0.0.1:8080/release/websocket 8090}.
 */
final class LogServer {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI log;

    private LogServer(URI log) {
        this.log = log;
    }

    public static void main(String[] arguments) throws IOException {
        var server = new LogServer(URI.create(arguments[0]));
        var listener = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 0);
        listener.setExecutor(Executors.newCachedThreadPool());
        listener.createContext("/", server::handle);
        listener.start();
        System.out.println("http://127.0.0.1:" + listener.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                answer(exchange, forward(exchange));
            } else {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                answer(exchange, Files.readString(Path.of("page.html")).replace("LOG_ADDRESS", log.toString()));
            }
        }
    }

    /** Forwards line by line; the sender may keep the request open and stream. */
    private String forward(HttpExchange exchange) throws IOException {
        var socket = http.newWebSocketBuilder().buildAsync(log, new WebSocket.Listener() {}).join();
        var lines = new BufferedReader(new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
        var count = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            socket.sendText(line, true).join();
            count++;
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        return count + " lines\n";
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
