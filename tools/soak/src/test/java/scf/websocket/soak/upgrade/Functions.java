package scf.websocket.soak.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import scf.websocket.soak.Figures;
import scf.websocket.soak.FunctionServer;

/**
 * The functions behind HTTP, as a function platform runs them: each instance is a process that handles one event at a time. All
 * gateways call the same functions; {@link #deploy} replaces them at once. Thread-safe.
 */
final class Functions implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 64 * 1024;

    /** Pushes that failed or took too long: expected while a killed gateway is not declared dead, or the machine is busy. */
    private static final Set<Integer> PUSHES_FAILED = Set.of(202, 204);

    private final ObjectMapper json = new ObjectMapper();
    private final ReadWriteLock deployment = new ReentrantReadWriteLock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Kind, FunctionInstances> instances = new EnumMap<>(Kind.class);
    private final HttpServer server;
    private final Lives lives;
    private final Figures figures;

    Functions(Lives lives, Figures figures) throws IOException {
        this.lives = lives;
        this.figures = figures;
        this.server = FunctionServer.open(threads);
        for (Kind kind : Kind.values()) {
            server.createContext("/" + kind.label(), exchange -> answer(exchange, kind));
        }
        server.start();
    }

    /** Options of the gateways. */
    List<String> targets() {
        List<String> targets = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            targets.add("--" + kind.label() + "=http://127.0.0.1:"
                    + server.getAddress().getPort() + "/" + kind.label());
        }
        return targets;
    }

    /** Replaces the functions. Events wait meanwhile. */
    void deploy(Version version, Map<String, String> environment) throws IOException {
        Map<Kind, FunctionInstances> next = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            next.put(kind, new FunctionInstances(version.function(kind), kind, environment));
        }
        deployment.writeLock().lock();
        try {
            instances.values().forEach(FunctionInstances::close);
            instances.putAll(next);
        } finally {
            deployment.writeLock().unlock();
        }
    }

    private void answer(HttpExchange exchange, Kind kind) throws IOException {
        try (exchange) {
            String event = new String(exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES), UTF_8);
            if (kind == Kind.TRANSMISSION) {
                identify(json.readTree(event).path("websocket"));
            }
            JsonNode answer = invoke(kind, event);
            int number = answer.path("errNo").asInt(-1);
            if (PUSHES_FAILED.contains(number)) {
                figures.count("messages of which some pushes failed");
            } else if (number != 0) {
                figures.violation(kind.label() + " answered " + answer);
            }
            byte[] bytes = answer.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // Of a gateway that was killed.
            figures.count("events without an answer");
        } catch (InterruptedException | RuntimeException e) {
            figures.violation(kind.label() + " failed: " + e);
        }
    }

    /** The messages of clients begin with their names. */
    private void identify(JsonNode part) {
        String text = part.path("data").asText();
        lives.passed(text, "event");
        lives.identified(part.path("secConnectionID").asText(), text.substring(0, text.indexOf(':')));
    }

    private JsonNode invoke(Kind kind, String event) throws IOException, InterruptedException {
        deployment.readLock().lock();
        try {
            return instances.get(kind).invoke(event);
        } finally {
            deployment.readLock().unlock();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        instances.values().forEach(FunctionInstances::close);
    }
}
