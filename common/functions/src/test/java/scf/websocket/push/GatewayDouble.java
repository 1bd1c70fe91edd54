package scf.websocket.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * Emulates a gateway's push URL on a real socket: documented answers, 410 for connections that are gone, and optionally
 * the extended push.
 */
final class GatewayDouble implements AutoCloseable {
    static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final MockWebServer server = new MockWebServer();
    final Set<String> gone = ConcurrentHashMap.newKeySet();
    final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    final Queue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
    volatile boolean extended;
    volatile MockResponse always;

    GatewayDouble() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                try {
                    requests.add(request);
                    JsonNode body = MAPPER.readTree(request.getBody().toByteArray());
                    bodies.add(body);
                    return always != null ? always : answer(body.get("websocket"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MockResponse answer(JsonNode websocket) {
        JsonNode ids = websocket.get("secConnectionIDs");
        if (ids != null && extended) {
            ObjectNode answer = MAPPER.createObjectNode().put("errNo", 0).put("errMsg", "ok");
            answer.putArray("failed");
            var list = answer.putArray("gone");
            ids.forEach(id -> {
                if (gone.contains(id.asText())) {
                    list.add(id.asText());
                }
            });
            return json(200, answer.toString());
        }
        if (!websocket.has("secConnectionID")) {
            return json(400, "{\"errNo\":400,\"errMsg\":\"no secConnectionID\"}");
        }
        boolean isGone = gone.contains(websocket.get("secConnectionID").asText());
        return isGone ? json(410, "{\"errNo\":410,\"errMsg\":\"gone\"}") : json(200, OK);
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse slow(int status, String body, long millis) {
        return new MockResponse.Builder()
                .code(status)
                .body(body)
                .headersDelay(millis, TimeUnit.MILLISECONDS)
                .build();
    }

    Map<String, String> environment() {
        return Map.of("PUSH_URL", server.url("/api-local").toString());
    }

    /** Returns how many documented pushes each connection received. */
    Map<String, Long> singles() {
        return bodies.stream()
                .filter(body -> body.get("websocket").has("secConnectionID"))
                .collect(Collectors.groupingBy(
                        body -> body.get("websocket").get("secConnectionID").asText(), Collectors.counting()));
    }

    List<Integer> batches() {
        return bodies.stream()
                .filter(body -> body.get("websocket").has("secConnectionIDs"))
                .map(body -> body.get("websocket").get("secConnectionIDs").size())
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        server.close();
    }
}
