package scf.websocket.channels;

import java.time.Duration;
import scf.websocket.app.Hub;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.Orphans;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.push.PushOutcome;

/** One run of the sweep in the tables of channels: short statements, while there is time. Used once. */
final class ChannelSweep {
    private static final int ROWS = 500;

    /** Less remaining time does not suffice for another statement. */
    private static final Duration LEAST_TIME = Duration.ofMillis(500);

    private final ChannelStore store;
    private final Hub hub;

    ChannelSweep(ChannelStore store, Hub hub) {
        this.store = store;
        this.hub = hub;
    }

    void run() {
        closeExpired();
        endOrphans();
        boolean hasMore = true;
        while (hasMore && hasTime()) {
            hasMore = store.sweep(ROWS) >= ROWS;
        }
    }

    private boolean hasTime() {
        return hub.remaining().compareTo(LEAST_TIME) > 0;
    }

    /**
     * A timer's event announces no groups, so the connection ends rather than the subscription; the client comes back.
     * Its cleanup removes the rows.
     */
    private void closeExpired() {
        for (Subscriber subscriber : store.expired(ConnectHandler.GRACE, ROWS)) {
            if (!hasTime()) {
                return;
            }
            PushOutcome outcome =
                    hub.now().close(subscriber.connection(), Disconnect.SUBSCRIPTION_EXPIRED.closeReason());
            if (outcome == PushOutcome.GONE) {
                store.end(subscriber.connection());
            }
        }
    }

    /** Others learn of these when they next ask who is present. */
    private void endOrphans() {
        String next = "";
        do {
            Orphans orphans = store.orphans(next, ROWS);
            orphans.connections().forEach(store::end);
            next = orphans.next();
        } while (!next.isEmpty() && hasTime());
    }
}
