package scf.websocket.soak.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scf.websocket.soak.Figures;
import scf.websocket.soak.FunctionServer;

/** Register, transmission and cleanup with a table in memory. A tenth of the calls fail, before or after their work. */
final class Functions implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 64 * 1024;
    private static final Pattern FIELD =
            Pattern.compile("\"(secConnectionID|data|cause|tails|answerKey)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(64);
    private final HttpServer server;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Database database = new Database();
    private final Pushes pushes;
    private final Rooms rooms;
    private final Figures figures;
    private final Random random;
    private volatile boolean failing = true;

    Functions(Pushes pushes, Rooms rooms, Figures figures, long seed) throws IOException {
        this.pushes = pushes;
        this.rooms = rooms;
        this.figures = figures;
        this.random = new Random(seed);
        this.server = FunctionServer.open(threads);
        server.createContext("/register", exchange -> answer(exchange, this::register));
        server.createContext("/transmission", exchange -> answer(exchange, this::transmission));
        server.createContext("/cleanup", exchange -> answer(exchange, this::cleanup));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    Rooms rooms() {
        return rooms;
    }

    Database database() {
        return database;
    }

    /** Pushes to a client that a gateway has acknowledged with 200. */
    Set<String> acknowledged(String owner) {
        return acknowledged.stream()
                .filter(text -> text.split(":", 3)[1].equals(owner))
                .collect(Collectors.toSet());
    }

    private void push(String id, String text) {
        if (pushes.send(id, text)) {
            acknowledged.add(text);
        }
    }

    void stopFailing() {
        failing = false;
    }

    /** The ids in the table. */
    List<String> table() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().stored)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The id of a client in the table. */
    Optional<String> id(String owner) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().stored && row.getValue().owner.equals(owner))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<String> owners() {
        return rows.values().stream()
                .filter(row -> row.stored)
                .map(row -> row.owner)
                .toList();
    }

    /** Checks at the end that every registered id has reached cleanup. */
    void checkEnds() {
        rows.forEach((id, row) -> {
            figures.count("ids that register saw");
            int calls = row.cleanups.get();
            figures.add("cleanup calls beyond the first", Math.max(0, calls - 1));
            if (!row.cleaned) {
                figures.violation("no cleanup for " + id);
            }
        });
    }

    private interface Work {
        /** @return members of the answer's extensions; empty for none */
        String run(String id, Map<String, String> event);
    }

    private void answer(HttpExchange exchange, Work work) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES), UTF_8);
            Map<String, String> event = new ConcurrentHashMap<>();
            for (Matcher field = FIELD.matcher(body); field.find(); ) {
                event.put(field.group(1), field.group(2));
            }
            String id = event.getOrDefault("secConnectionID", "");
            int luck = failing ? random.nextInt(20) : 20;
            if (!(work(exchange).equals("/transmission") ? database.reads() : database.writes())) {
                luck = 0;
            }
            String extensions = "";
            if (luck != 0) {
                extensions = work.run(id, event);
            } else if (!id.isEmpty()) {
                seen(work(exchange), id, event);
            }
            if (luck <= 1) {
                figures.count("functions failed " + (luck == 0 ? "before" : "after") + " their work");
            }
            Row row = rows.get(id);
            if (row != null && luck > 1 && work(exchange).equals("/cleanup")) {
                row.acknowledged = true;
            }
            byte[] answer = answer(event, extensions).getBytes(UTF_8);
            exchange.sendResponseHeaders(luck <= 1 ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (RuntimeException e) {
            figures.violation("the harness failed: " + e);
        }
    }

    private static String answer(Map<String, String> event, String extensions) {
        return "{\"errNo\":0,\"errMsg\":\"ok\""
                + (extensions.isEmpty()
                        ? ""
                        : ",\"extensions\":{\"key\":\"" + event.get("answerKey") + "\"," + extensions + "}")
                + "}";
    }

    private static String work(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    /** A call that fails before its work counts, too. */
    private void seen(String path, String id, Map<String, String> event) {
        Row row = rows.computeIfAbsent(id, unused -> new Row());
        if (path.equals("/cleanup")) {
            count(row, event);
        }
    }

    private String register(String id, Map<String, String> event) {
        Row row = new Row();
        row.stored = true;
        if (rows.putIfAbsent(id, row) != null) {
            figures.violation("an id was given twice: " + id);
        }
        return "";
    }

    private String transmission(String id, Map<String, String> event) {
        if (event.containsKey("tails")) {
            return "\"tails\":" + rooms.tails(event.getOrDefault("tails", ""));
        }
        Row row = rows.get(id);
        String[] message = event.getOrDefault("data", "").split(":", 3);
        if (row == null || message.length < 2) {
            figures.violation("a message that nobody sent, of " + id);
            return "";
        }
        if (!row.busy.compareAndSet(false, true)) {
            figures.violation("two messages at a time of " + id);
        }
        figures.count("messages received");
        if (row.cleaned) {
            figures.violation("a message after the cleanup of " + id);
        }
        if (!row.owner.isEmpty() && !row.owner.equals(message[0])) {
            figures.violation("a message of " + message[0] + " with the id of " + row.owner);
        }
        int sequence = Integer.parseInt(message[1]);
        if (sequence != row.lastSequence + 1) {
            figures.violation(message[0] + " sent " + sequence + " after " + row.lastSequence);
        }
        row.owner = message[0];
        row.lastSequence = sequence;
        push(id, "echo:" + row.owner + ":" + sequence);
        if (random.nextInt(5) == 0) {
            direct();
        }
        Room room = rooms.of(row.owner);
        if (random.nextInt(5) == 0) {
            rooms.publish(room, failing && random.nextInt(20) == 0);
        }
        String answer = message.length > 2 ? "\"pushes\":[" + room.join(id) + "]" : "";
        row.busy.set(false);
        return answer;
    }

    private void direct() {
        List<String> ids = table();
        if (ids.isEmpty()) {
            return;
        }
        String id = ids.get(random.nextInt(ids.size()));
        Row row = rows.get(id);
        if (row != null && !row.owner.isEmpty()) {
            synchronized (row) {
                push(id, "direct:" + row.owner + ":" + row.nextDirect());
            }
        }
    }

    private String cleanup(String id, Map<String, String> event) {
        Row row = rows.computeIfAbsent(id, unused -> new Row());
        count(row, event);
        row.stored = false;
        row.cleaned = true;
        return "";
    }

    private void count(Row row, Map<String, String> event) {
        figures.count("cleanup calls");
        if (row.acknowledged) {
            figures.count("cleanup calls after one that succeeded: " + event.getOrDefault("cause", "none"));
        }
        if (row.cleanups.incrementAndGet() == 1) {
            figures.count("end: " + event.getOrDefault("cause", "none"));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
