package scf.websocket.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.session.LiveConnection;

/**
 * Closes all clients of a stopping gateway: at once with 1001, or spread evenly over a period with 1012 ("service
 * restart"). Shuffles the clients and adds jitter, so that they do not all reconnect in the same second.
 */
final class Drain {
    private final ScheduledExecutorService timer;
    private final Duration spread;

    Drain(ScheduledExecutorService timer, Duration spread) {
        this.timer = timer;
        this.spread = spread;
    }

    void closeAll(Iterable<LiveConnection> sessions) {
        if (spread.isZero()) {
            sessions.forEach(session -> close(session, CloseCause.SHUTDOWN));
            return;
        }
        List<LiveConnection> all = new ArrayList<>();
        sessions.forEach(all::add);
        Collections.shuffle(all);
        double slot = (double) spread.toNanos() / Math.max(1, all.size());
        for (int i = 0; i < all.size(); i++) {
            LiveConnection session = all.get(i);
            long delay = (long) (slot * (i + ThreadLocalRandom.current().nextDouble()));
            timer.schedule(() -> close(session, CloseCause.DRAIN), delay, TimeUnit.NANOSECONDS);
        }
    }

    private static void close(LiveConnection session, CloseCause cause) {
        try {
            session.onEventLoop(() -> session.close(cause));
        } catch (RejectedExecutionException e) {
            return; // The event loops have stopped and closed every socket.
        }
    }
}
