package scf.websocket.jar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import scf.websocket.event.TraceParent;

/** A push URL that records all pushes. */
public final class PushServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Queue<JsonNode> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    public PushServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api-local", exchange -> {
            JsonNode websocket =
                    JSON.readTree(exchange.getRequestBody().readAllBytes()).get("websocket");
            received.add(websocket);
            traces.add(Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(TraceParent.HEADER), ""));
            int status = 200;
            String answer = "{\"errNo\":0,\"errMsg\":\"ok\"}";
            if (down) {
                status = 503;
            } else if (websocket.has("secConnectionIDs")) {
                answer = batchAnswer(websocket.get("secConnectionIDs"));
            } else if (gone.contains(websocket.path("secConnectionID").asText())) {
                status = 410;
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private String batchAnswer(JsonNode ids) {
        var answer = JSON.createObjectNode().put("errNo", 0).put("errMsg", "ok");
        answer.putArray("failed");
        var list = answer.putArray("gone");
        ids.forEach(id -> {
            if (gone.contains(id.asText())) {
                list.add(id);
            }
        });
        return answer.toString();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api-local";
    }

    /** Answers 410 to pushes to this connection from now on. */
    public void gone(String id) {
        gone.add(id);
    }

    /** Sets whether to answer every push with 503. */
    public void down(boolean isDown) {
        this.down = isDown;
    }

    /** Returns the {@code websocket} object of each push so far. */
    public List<JsonNode> received() {
        return received.stream().collect(Collectors.toList());
    }

    /** Returns the header {@code traceparent} of each push so far, empty without one. */
    public List<String> traces() {
        return traces.stream().collect(Collectors.toList());
    }

    public void forget() {
        received.clear();
        traces.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
