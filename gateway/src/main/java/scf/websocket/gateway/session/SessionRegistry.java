package scf.websocket.gateway.session;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections that this node can push to, by id: from before register is asked (its answer may be outrun by the first push)
 * until the connection begins to close. Thread-safe.
 */
public final class SessionRegistry {
    private final ConcurrentMap<String, LiveConnection> sessions = new ConcurrentHashMap<>();

    private final AtomicInteger closing = new AtomicInteger();
    private volatile Runnable less = () -> {};

    /** @param listener told from now on when one has gone, or a socket has ended; must not block or throw */
    public void whenLess(Runnable listener) {
        less = listener;
    }

    /** Others can find it. */
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

    /** Connections whose close frame is on its way, but whose socket is still there. */
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

    /** A weakly consistent view. */
    public Collection<LiveConnection> all() {
        return sessions.values();
    }
}
