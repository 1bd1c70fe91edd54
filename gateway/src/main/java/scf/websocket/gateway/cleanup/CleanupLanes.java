package scf.websocket.gateway.cleanup;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.route.Api;

/**
 * What is pending, by cleanup function. The functions take turns, and the places are shared evenly among those with something to do: one
 * that hangs or always fails neither holds up the cleanups of the others nor keeps their clients out. Thread-safe.
 */
final class CleanupLanes {
    private final int places;
    private final int mostInAll;
    private final int mostPerFunction;
    private final Map<FunctionInvoker, Lane> lanes = new HashMap<>();

    /** Those with something waiting, in the order of their turns. */
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    private volatile Runnable less = () -> {};
    private int running;
    private int pending;

    /** As {@link #pending}, without the functions that have as many as they may have: their clients are kept out already. */
    private int countedPending;

    private static final class Lane {
        final Queue<Cleanup> waiting = new ArrayDeque<>();
        int running;
        int pending;

        /** When an attempt last succeeded, or the first cleanup came. */
        long lastSuccessNanos;

        Lane(long now) {
            this.lastSuccessNanos = now;
        }
    }

    /**
     * @param places cleanups that may run at the same time
     * @param mostInAll pending ones in all before no client is let in
     * @param mostPerFunction pending ones of a function, while others have some as well, before its clients are not let in
     */
    CleanupLanes(int places, int mostInAll, int mostPerFunction) {
        this.places = places;
        this.mostInAll = mostInAll;
        this.mostPerFunction = mostPerFunction;
    }

    /** @param listener told from now on when fewer are pending; must not block or throw */
    void whenLess(Runnable listener) {
        less = listener;
    }

    /** One more is pending. */
    synchronized void expect(Api api, long now) {
        Lane lane = lanes.computeIfAbsent(api.cleanup(), function -> new Lane(now));
        pending++;
        lane.pending++;
        if (lane.pending == mostPerFunction) {
            countedPending -= mostPerFunction - 1;
        } else if (lane.pending < mostPerFunction) {
            countedPending++;
        }
    }

    /** One that was expected has succeeded or was given up. */
    void done(Api api) {
        remove(api);
        less.run();
    }

    private synchronized void remove(Api api) {
        Lane lane = lane(api);
        pending--;
        lane.pending--;
        if (lane.pending == mostPerFunction - 1) {
            countedPending += mostPerFunction - 1;
        } else if (lane.pending < mostPerFunction) {
            countedPending--;
        }
        if (lane.pending == 0) {
            lanes.remove(api.cleanup());
        }
    }

    private Lane lane(Api api) {
        Lane lane = lanes.get(api.cleanup());
        if (lane == null) {
            throw new IllegalStateException("a cleanup was not expected");
        }
        return lane;
    }

    /** One that was expected waits for a place. */
    synchronized void add(Cleanup cleanup) {
        Lane lane = lane(cleanup.api());
        if (lane.waiting.isEmpty()) {
            turns.add(lane);
        }
        lane.waiting.add(cleanup);
    }

    private int busyLanes() {
        int busy = 0;
        for (Lane lane : lanes.values()) {
            busy += lane.running > 0 || !lane.waiting.isEmpty() ? 1 : 0;
        }
        return busy;
    }

    /** The next with a place taken for it, if there is one and a place; {@link #ended} gives the place back. */
    synchronized @Nullable Cleanup next() {
        int share = Math.max(1, places / Math.max(1, busyLanes()));
        for (int i = turns.size(); i > 0 && running < places; i--) {
            Lane lane = turns.remove();
            Cleanup next = lane.running < share ? lane.waiting.poll() : null;
            if (!lane.waiting.isEmpty()) {
                turns.add(lane);
            }
            if (next != null) {
                lane.running++;
                running++;
                return next;
            }
        }
        return null;
    }

    /** Gives the place of {@link #next} back. */
    synchronized void ended(Cleanup cleanup) {
        lane(cleanup.api()).running--;
        running--;
    }

    /** An attempt has succeeded. */
    synchronized void succeeded(Api api, long now) {
        lane(api).lastSuccessNanos = now;
    }

    /** How long it is since the function last succeeded, or since its first cleanup came. */
    synchronized long nanosWithoutSuccess(Api api, long now) {
        Lane lane = lanes.get(api.cleanup());
        return lane == null ? 0 : now - lane.lastSuccessNanos;
    }

    synchronized int pending() {
        return pending;
    }

    /** Whether so many are pending in all that nobody is let in. */
    synchronized boolean isFull() {
        return (lanes.size() == 1 ? pending : countedPending) >= mostInAll;
    }

    /** Whether the function of that API has as many pending as it may have beside others. */
    synchronized boolean isFull(Api api) {
        Lane lane = lanes.get(api.cleanup());
        return lane != null && lanes.size() > 1 && lane.pending >= mostPerFunction;
    }
}
