package scf.websocket.channels;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import scf.websocket.app.Hub;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.Orphans;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.channels.store.UserStore;
import scf.websocket.event.ConnectionId;

/** One run of the sweep in the tables of channels: short statements, while there is time. Used once. */
final class ChannelSweep {
    private static final int ROWS = 500;

    /** Less remaining time does not suffice for another statement. */
    private static final Duration LEAST_TIME = Duration.ofMillis(500);

    private final ChannelStore store;
    private final UserStore users;
    private final Hub hub;

    ChannelSweep(ChannelStore store, UserStore users, Hub hub) {
        this.store = store;
        this.users = users;
        this.hub = hub;
    }

    void run() {
        if (!hasTime()) {
            return;
        }
        endOrphans(closeExpired());
        boolean hasMore = true;
        while (hasMore && hasTime()) {
            hasMore = Math.max(store.sweep(ROWS), users.sweep(ROWS)) >= ROWS;
        }
    }

    private boolean hasTime() {
        return hub.remaining().compareTo(LEAST_TIME) > 0;
    }

    /**
     * A timer's event announces no groups, so the connection ends rather than the subscription; the client comes back.
     *
     * @return the connections; their cleanup removes the rows, or the next sweep if they had ended before
     */
    private Set<ConnectionId> closeExpired() {
        Set<ConnectionId> closed = new HashSet<>();
        for (Subscriber subscriber : store.expired(ConnectHandler.GRACE, ROWS)) {
            if (!hasTime()) {
                break;
            }
            if (closed.add(subscriber.connection())) {
                hub.now().close(subscriber.connection(), Disconnect.SUBSCRIPTION_EXPIRED.closeReason());
            }
        }
        return closed;
    }

    /**
     * Others learn of these when they next ask who is present.
     *
     * @param closed by this run: the hub has removed their rows, and their cleanup must find the subscriptions
     */
    private void endOrphans(Set<ConnectionId> closed) {
        String next = "";
        do {
            Orphans orphans = store.orphans(next, ROWS);
            for (ConnectionId id : orphans.connections()) {
                if (!hasTime()) {
                    return;
                }
                if (!closed.contains(id)) {
                    store.end(id);
                }
            }
            next = orphans.next();
        } while (!next.isEmpty() && hasTime());
    }
}
