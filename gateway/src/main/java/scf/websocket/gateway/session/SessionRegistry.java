package scf.websocket.gateway.session;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The connections that this node can push to, by id: from before register is asked (its answer may be outrun by the first push)
 * until the connection begins to close. Thread-safe.
 */
public final class SessionRegistry {
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    void add(Session session) {
        sessions.put(session.id(), session);
    }

    void remove(Session session) {
        sessions.remove(session.id(), session);
    }

    public Optional<Session> find(String connectionId) {
        return Optional.ofNullable(sessions.get(connectionId));
    }

    public int size() {
        return sessions.size();
    }

    /** A weakly consistent view. */
    public Collection<Session> all() {
        return sessions.values();
    }
}
