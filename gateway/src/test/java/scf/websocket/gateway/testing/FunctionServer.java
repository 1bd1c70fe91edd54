package scf.websocket.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Three functions over plain HTTP, which record their events and answer as the test specifies. */
public final class FunctionServer implements AutoCloseable {
    /** An HTTP answer. */
    public record Reply(int status, String body) {
        public static Reply ok() {
            return new Reply(200, "{\"errNo\":0,\"errMsg\":\"ok\"}");
        }

        public static Reply json(String body) {
            return new Reply(200, body);
        }

        /**
         * Success, with extensions.
         *
         * @param event whose key the answer repeats
         * @param members of the extensions, as JSON without braces
         */
        public static Reply extended(JsonNode event, String members) {
            return json("{\"errNo\":0,\"errMsg\":\"ok\",\"extensions\":{\"key\":"
                    + event.path("gateway").path("answerKey") + "," + members + "}}");
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<JsonNode>> events = new ConcurrentHashMap<>();
    private final Queue<JsonNode> malformed = new ConcurrentLinkedQueue<>();
    private final Map<String, Function<JsonNode, Reply>> handlers = new ConcurrentHashMap<>();

    public FunctionServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url(String function) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + function;
    }

    /** Sets the handler of a function by name, also of one beside the three. */
    public FunctionServer on(String function, Function<JsonNode, Reply> handler) {
        handlers.put(function, handler);
        return this;
    }

    public FunctionServer onRegister(Function<JsonNode, Reply> handler) {
        return on("register", handler);
    }

    public FunctionServer onTransmission(Function<JsonNode, Reply> handler) {
        return on("transmission", handler);
    }

    public FunctionServer onCleanup(Function<JsonNode, Reply> handler) {
        return on("cleanup", handler);
    }

    public List<JsonNode> registers() {
        return of("register");
    }

    public List<JsonNode> messages() {
        return of("transmission");
    }

    public List<JsonNode> cleanups() {
        return of("cleanup");
    }

    /** The connection ids of these events, in order. */
    public static List<String> ids(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("websocket").path("secConnectionID").textValue())
                .toList();
    }

    /** The events of a function by name, without the member {@code gateway}. */
    public List<JsonNode> of(String function) {
        return events.computeIfAbsent(function, name -> new CopyOnWriteArrayList<>());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String function = exchange.getRequestURI().getPath().substring(1);
        JsonNode event = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        if (!event.path("websocket").valueStream().allMatch(JsonNode::isTextual)) {
            // The documented samples concatenate these members and fail if one is no string.
            malformed.add(event);
        }
        of(function).add(documented(event));
        Reply reply = handlers.getOrDefault(function, any -> Reply.ok()).apply(event);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Returns the event without the announcement, which contains a random key. */
    private static JsonNode documented(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        copy.remove("gateway");
        return copy;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        if (!malformed.isEmpty()) {
            throw new AssertionError("members of websocket that are not strings: " + malformed);
        }
    }
}
