package scf.websocket.soak.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.soak.FunctionServer;

/** Agrees to every connection, and remembers which were registered and which cleaned up. */
final class CountingFunctions implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"secConnectionID\":\"([^\"]*)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<String> registered = new CopyOnWriteArrayList<>();
    private final List<String> cleaned = new CopyOnWriteArrayList<>();

    CountingFunctions() throws IOException {
        server = FunctionServer.open(threads);
        server.createContext("/register", exchange -> answer(exchange, registered));
        server.createContext("/transmission", exchange -> answer(exchange, new CopyOnWriteArrayList<>()));
        server.createContext("/cleanup", exchange -> answer(exchange, cleaned));
        server.start();
    }

    String url(String function) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + function;
    }

    /** The ids of the connections, in the order of their handshakes. */
    List<String> registered() {
        return List.copyOf(registered);
    }

    /** The ids of the connections whose cleanup ran, as often as it did. */
    List<String> cleaned() {
        return List.copyOf(cleaned);
    }

    private static void answer(HttpExchange exchange, List<String> ids) throws IOException {
        try (exchange) {
            Matcher id = ID.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (id.find()) {
                ids.add(id.group(1));
            }
            byte[] answer = "{\"errNo\":0,\"errMsg\":\"ok\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
