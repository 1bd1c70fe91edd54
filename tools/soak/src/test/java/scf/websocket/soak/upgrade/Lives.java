package scf.websocket.soak.upgrade;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import scf.websocket.soak.Figures;

/** The lives of all clients, and what pushes to their connections were answered. Thread-safe. */
final class Lives {
    private final Figures figures;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> ways = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    Lives(Figures figures) {
        this.figures = figures;
    }

    Life opened(String name, Node node) {
        Life life = new Life(name, node, node.version(), this, figures);
        lives.put(name, life);
        return life;
    }

    /** A message has told whose connection that is. */
    void identified(String id, String name) {
        names.putIfAbsent(id, name);
    }

    /** The text must reach the connection if it lives. */
    void acknowledged(String id, String text) {
        acknowledged
                .computeIfAbsent(id, unused -> ConcurrentHashMap.newKeySet())
                .add(text);
    }

    /** Where a text was on its way from client to client, to explain a violation. */
    void passed(String text, String where) {
        ways.computeIfAbsent(text, unused -> new ConcurrentLinkedQueue<>()).add(Instant.now() + " " + where);
    }

    String way(String text) {
        return String.join(", ", ways.getOrDefault(text, new ConcurrentLinkedQueue<>()));
    }

    /** A gateway has answered that there is no such connection. */
    void gone(String id) {
        gone.add(id);
    }

    Optional<Life> of(String id) {
        return Optional.ofNullable(names.get(id)).map(lives::get);
    }

    /** The ids of open connections, as far as they are known. */
    List<String> openIds() {
        return names.keySet().stream()
                .filter(id ->
                        of(id).filter(life -> life.state() == Life.State.OPEN).isPresent())
                .toList();
    }

    List<Life> open() {
        return lives.values().stream()
                .filter(life -> life.state() == Life.State.OPEN)
                .toList();
    }

    /** Whether each connection that lives, or was closed by a gateway, has got what was acknowledged. */
    boolean isComplete() {
        return names.keySet().stream().allMatch(id -> missing(id).isEmpty());
    }

    private List<String> missing(String id) {
        Life life = of(id).orElse(null);
        if (life == null || (life.state() != Life.State.OPEN && life.state() != Life.State.CLOSED)) {
            return List.of();
        }
        return acknowledged.getOrDefault(id, Set.of()).stream()
                .filter(text -> !life.hasHeard(text))
                .toList();
    }

    /** Records what {@link #isComplete} misses, and open connections that a gateway said were gone. */
    void check() {
        for (String id : names.keySet()) {
            Life life = of(id).orElse(null);
            if (life == null) {
                continue;
            }
            for (String text : missing(id)) {
                figures.violation(life.name() + " (" + life.version().name() + ", " + life.state() + ") did not get "
                        + text + ", which was acknowledged");
            }
            if (life.state() == Life.State.OPEN && gone.contains(id)) {
                figures.violation(life.name() + " is open, but a push was answered that it is gone");
            }
        }
        figures.add(
                "acknowledged pushes",
                acknowledged.values().stream().mapToLong(Set::size).sum());
        lives.values().removeIf(life -> life.state() != Life.State.OPEN);
        names.values().removeIf(name -> !lives.containsKey(name));
        acknowledged.keySet().retainAll(names.keySet());
        acknowledged.values().forEach(Set::clear);
        ways.clear();
    }
}
