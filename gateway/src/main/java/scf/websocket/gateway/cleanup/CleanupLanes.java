package scf.websocket.gateway.cleanup;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.route.Api;

/**
 * The pending cleanups, by cleanup function. Schedules the functions round-robin and divides the slots evenly among
 * those that have work: a function that hangs or keeps failing neither delays the cleanups of the others nor blocks
 * their new clients. Thread-safe.
 */
final class CleanupLanes {
    private final int places;
    private final int mostInAll;
    private final int mostPerFunction;
    private final Map<FunctionInvoker, Lane> lanes = new HashMap<>();

    /** Lanes with waiting cleanups, in round-robin order. */
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    private volatile Runnable less = () -> {};
    private int running;
    private int pending;

    /** Like {@link #pending}, but counts a lane at its limit as 1: admission rejects its clients anyway. */
    private int countedPending;

    private static final class Lane {
        final Queue<Cleanup> waiting = new ArrayDeque<>();
        int running;
        int pending;

        /** When an attempt last succeeded, or else when the first cleanup was added. */
        long lastSuccessNanos;

        Lane(long now) {
            this.lastSuccessNanos = now;
        }
    }

    /**
     * @param places concurrent cleanups
     * @param mostInAll pending cleanups from which on no new client is admitted
     * @param mostPerFunction pending cleanups of one function from which on its new clients are rejected, while other
     * functions have some too
     */
    CleanupLanes(int places, int mostInAll, int mostPerFunction) {
        this.places = places;
        this.mostInAll = mostInAll;
        this.mostPerFunction = mostPerFunction;
    }

    /** @param listener called whenever fewer are pending; must not block or throw */
    void whenLess(Runnable listener) {
        less = listener;
    }

    /** Counts one more pending cleanup. */
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

    /** An expected cleanup has succeeded or was given up. */
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

    /** Queues an expected cleanup. */
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

    /** Returns the next cleanup and occupies a slot for it, or null; {@link #ended} releases the slot. */
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

    /** Releases the slot taken by {@link #next}. */
    synchronized void ended(Cleanup cleanup) {
        lane(cleanup.api()).running--;
        running--;
    }

    synchronized void succeeded(Api api, long now) {
        lane(api).lastSuccessNanos = now;
    }

    /** Returns the time since the function last succeeded, or since its first cleanup was added. */
    synchronized long nanosWithoutSuccess(Api api, long now) {
        Lane lane = lanes.get(api.cleanup());
        return lane == null ? 0 : now - lane.lastSuccessNanos;
    }

    synchronized int pending() {
        return pending;
    }

    /** Whether so much is pending in total that no new client is admitted. */
    synchronized boolean isFull() {
        return (lanes.size() == 1 ? pending : countedPending) >= mostInAll;
    }

    /** Whether the function of that API has reached its limit, while others have pending cleanups too. */
    synchronized boolean isFull(Api api) {
        Lane lane = lanes.get(api.cleanup());
        return lane != null && lanes.size() > 1 && lane.pending >= mostPerFunction;
    }
}
