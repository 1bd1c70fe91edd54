package scf.websocket.gateway.session;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of this node that can get pushes, by id: from before register is invoked, because a push may overtake
 * its answer, until the connection starts to close. Thread-safe.
 */
public final class SessionRegistry {
    private final ConcurrentMap<String, LiveConnection> sessions = new ConcurrentHashMap<>();

    private final AtomicInteger closing = new AtomicInteger();
    private volatile Runnable less = () -> {};

    /** @param listener called whenever a connection is removed or a socket has closed; must not block or throw */
    public void whenLess(Runnable listener) {
        less = listener;
    }

    /** Makes a connection available for pushes. */
    public void add(LiveConnection connection) {
        sessions.put(connection.id(), connection);
    }

    void remove(LiveConnection connection) {
        sessions.remove(connection.id(), connection);
        less.run();
    }

    public Optional<LiveConnection> find(String connectionId) {
        return Optional.ofNullable(sessions.get(connectionId));
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

    public int size() {
        return sessions.size();
    }

    /** Returns a weakly consistent view. */
    public Collection<LiveConnection> all() {
        return sessions.values();
    }
}
