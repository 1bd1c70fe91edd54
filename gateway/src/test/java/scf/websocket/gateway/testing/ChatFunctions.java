package scf.websocket.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import scf.websocket.gateway.testing.FunctionServer.Reply;

/**
 * The functions of a chat: each message, "client number attempt", is pushed to its sender and the sender's neighbour.
 * Remembers the messages whose delivery was confirmed.
 */
public final class ChatFunctions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ReadinessBalancer balancer;
    private final Queue<String> violations;
    private final int clients;
    private final Map<Integer, String> connections = new ConcurrentHashMap<>();
    private final Map<String, Integer> owners = new ConcurrentHashMap<>();
    private final Map<String, Integer> last = new ConcurrentHashMap<>();
    private final Map<Integer, Queue<String>> confirmed = new ConcurrentHashMap<>();

    /** @param violations collects unexpected events */
    public ChatFunctions(FunctionServer server, ReadinessBalancer balancer, int clients, Queue<String> violations) {
        this.balancer = balancer;
        this.clients = clients;
        this.violations = violations;
        server.onTransmission(this::message);
    }

    private Reply message(JsonNode event) {
        JsonNode websocket = event.path("websocket");
        String id = websocket.path("secConnectionID").asText();
        String text = websocket.path("data").asText();
        String[] fields = text.split(" ", -1);
        int client = Integer.parseInt(fields[0]);
        connections.put(client, id);
        owners.put(id, client);
        int number = Integer.parseInt(fields[1]);
        Integer previous = last.put(id, number);
        if (previous != null && number != previous + 1) {
            violations.add("message " + previous + " is followed by " + text);
        }
        Set<String> recipients = new LinkedHashSet<>(List.of(id));
        String neighbour = connections.get((client + 1) % clients);
        if (neighbour != null) {
            recipients.add(neighbour);
        }
        push(text, List.copyOf(recipients));
        return Reply.ok();
    }

    private void push(String text, List<String> recipients) {
        try {
            HttpResponse<String> answer = balancer.next()
                    .push("{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + text
                            + "\",\"secConnectionIDs\":[\"" + String.join("\",\"", recipients) + "\"]}}");
            JsonNode body = MAPPER.readTree(answer.body());
            if (answer.statusCode() != 200 || !body.path("failed").isEmpty()) {
                violations.add("push answered " + answer.statusCode() + " " + answer.body());
                return;
            }
            List<String> gone = new ArrayList<>();
            body.path("gone").forEach(id -> gone.add(id.asText()));
            recipients.stream()
                    .filter(id -> !gone.contains(id))
                    .forEach(id -> confirmed(owners.get(id)).add(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            violations.add("push failed: " + e);
        }
    }

    /** Returns the messages that the gateways reported as delivered to that client. */
    public Queue<String> confirmed(int client) {
        return confirmed.computeIfAbsent(client, key -> new ConcurrentLinkedQueue<>());
    }
}
