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
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    private final AtomicInteger closing = new AtomicInteger();

    public void add(Session session) {
        sessions.put(session.id(), session);
    }

    void remove(Session session) {
        sessions.remove(session.id(), session);
    }

    public Optional<Session> find(String connectionId) {
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
    }

    public int size() {
        return sessions.size();
    }

    /** A weakly consistent view. */
    public Collection<Session> all() {
        return sessions.values();
    }
}
