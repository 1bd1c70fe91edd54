package scf.websocket.channels.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import scf.websocket.event.ConnectionId;

/** Connections that have subscriptions and do not exist, and where the search goes on. Immutable. */
public final class Orphans {
    private final List<ConnectionId> connections;
    private final String next;

    Orphans(List<ConnectionId> connections, String next) {
        this.connections = Collections.unmodifiableList(new ArrayList<>(connections));
        this.next = next;
    }

    /** Unmodifiable. */
    public List<ConnectionId> connections() {
        return connections;
    }

    /** Returns where the next search begins; empty at the end. */
    public String next() {
        return next;
    }
}
