package scf.websocket.gateway.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import scf.websocket.gateway.failure.PortCall;

/**
 * The connections of this node that can get pushes, by API and id: from before register is invoked, because a push may
 * overtake its answer, until the connection starts to close. Thread-safe.
 */
public final class SessionRegistry {
    private static final ConcurrentMap<String, LiveConnection> NONE = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, ConcurrentMap<String, LiveConnection>> byApi = new ConcurrentHashMap<>();

    private final AtomicInteger closing = new AtomicInteger();
    private volatile Runnable less = () -> {};
    private volatile Consumer<LiveConnection> removed = connection -> {};

    /** @param listener called whenever a connection is removed or a socket has closed; must not block or throw */
    public void whenLess(Runnable listener) {
        less = listener;
    }

    /** @param listener called for each connection that is removed, on its event loop and before its cleanup */
    public void whenRemoved(Consumer<LiveConnection> listener) {
        removed = listener;
    }

    /** Makes a connection available for pushes. */
    public void add(LiveConnection connection) {
        byApi.computeIfAbsent(connection.apiId(), api -> new ConcurrentHashMap<>())
                .put(connection.id(), connection);
    }

    /** The connection starts to close, or never opened. On its event loop. */
    public void remove(LiveConnection connection) {
        ofApi(connection.apiId()).remove(connection.id(), connection);
        PortCall.run("removing a connection", () -> removed.accept(connection));
        less.run();
    }

    public Optional<LiveConnection> find(String apiId, String connectionId) {
        return Optional.ofNullable(ofApi(apiId).get(connectionId));
    }

    /** Returns the number of connections in the closing handshake. */
    public int closing() {
        return closing.get();
    }

    void closeBegins() {
        closing.incrementAndGet();
    }

    void closeEnds() {
        closing.decrementAndGet();
        less.run();
    }

    /** Returns the APIs that have or had connections here. */
    public Set<String> apiIds() {
        return Set.copyOf(byApi.keySet());
    }

    public int size() {
        return byApi.values().stream().mapToInt(Map::size).sum();
    }

    public List<LiveConnection> all() {
        return byApi.values().stream().flatMap(api -> api.values().stream()).toList();
    }

    /** Returns a weakly consistent view of the connections of an API. */
    public Collection<LiveConnection> allOf(String apiId) {
        return ofApi(apiId).values();
    }

    private Map<String, LiveConnection> ofApi(String apiId) {
        return byApi.getOrDefault(apiId, NONE);
    }
}
