package scf.websocket.gateway.session;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.function.FunctionInvoker;

/**
 * What is pending, by cleanup function. The functions take turns, and while more than one has something pending, each may use half of
 * the places: one that hangs or always fails neither holds up the cleanups of the others nor keeps their clients out. Thread-safe.
 */
final class CleanupLanes {
    private final int places;
    private final int mostPerFunction;
    private final Map<FunctionInvoker, Lane> lanes = new HashMap<>();

    /** Those with something waiting, in the order of their turns. */
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    private int running;
    private int pending;

    /** As {@link #pending}, but no function counts for more than {@link #mostPerFunction}. */
    private int countedPending;

    private static final class Lane {
        final Queue<Cleanup> waiting = new ArrayDeque<>();
        int running;
        int pending;
        boolean failing;
    }

    /**
     * @param places cleanups that may run at the same time
     * @param mostPerFunction pending ones of a function before its clients are not let in
     */
    CleanupLanes(int places, int mostPerFunction) {
        this.places = places;
        this.mostPerFunction = mostPerFunction;
    }

    /** One more is pending. */
    synchronized void expect(Api api) {
        Lane lane = lanes.computeIfAbsent(api.cleanup(), function -> new Lane());
        pending++;
        if (lane.pending++ < mostPerFunction) {
            countedPending++;
        }
    }

    /** One that was expected has succeeded or was given up. */
    synchronized void done(Api api) {
        Lane lane = lane(api);
        pending--;
        if (--lane.pending < mostPerFunction) {
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

    /** The next with a place taken for it, if there is one and a place; {@link #ended} gives the place back. */
    synchronized @Nullable Cleanup next() {
        int share = lanes.size() > 1 ? Math.max(1, places / 2) : places;
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

    /** An attempt is over. */
    synchronized void ended(Cleanup cleanup, boolean succeeded) {
        Lane lane = lane(cleanup.api());
        lane.running--;
        lane.failing = !succeeded;
        running--;
    }

    /** Whether the function failed when it was last called. */
    synchronized boolean isFailing(Api api) {
        Lane lane = lanes.get(api.cleanup());
        return lane != null && lane.failing;
    }

    synchronized int pending() {
        return pending;
    }

    /** Pending ones in all, of which no function counts for more than it may have. */
    synchronized int countedPending() {
        return countedPending;
    }

    /** Whether the function of that API has as many pending as it may have. */
    synchronized boolean isFull(Api api) {
        Lane lane = lanes.get(api.cleanup());
        return lane != null && lane.pending >= mostPerFunction;
    }
}
