package scf.websocket.gateway.invoke;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * Permits for invocations, divided among the kinds of functions and, within a kind, among its functions. Half of the
 * permits are reserved for transmission and an eighth each for register and cleanup; the rest goes to the first caller,
 * and is all that requests to the HTTP API can get. Half of each reserve is divided evenly among the functions of that
 * kind. So a slow function blocks neither the other kinds nor the functions of other APIs. Reserved permits stay free
 * while their owner does not need them, because a running invocation cannot be preempted. Thread-safe.
 */
final class FairPermits {
    /** Divisor for the permits reserved for transmission; below it that for each of the others. */
    private static final int HALF = 2;

    private static final int EIGHTH = 8;

    private final Map<FunctionKind, Kind> kinds = new EnumMap<>(FunctionKind.class);

    /** Functions with waiting events, in round-robin order. */
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();

    private final int most;
    private int taken;
    private int waiting;

    private static final class Kind {
        final int kept;
        final List<Lane> lanes = new ArrayList<>();
        int taken;

        Kind(int kept) {
            this.kept = kept;
        }

        /** Permits reserved for each of its functions. */
        int share() {
            return kept / 2 / Math.max(1, lanes.size());
        }

        /** Reserved permits that its functions have not taken. */
        int unused() {
            int share = share();
            int unused = 0;
            for (Lane lane : lanes) {
                unused += Math.max(0, share - lane.taken);
            }
            return unused;
        }

        /** Permits that the other kinds must leave free for it. */
        int reserved() {
            return Math.max(kept - taken, unused());
        }
    }

    /** The permits of one function, and its queue of events. */
    static final class Lane {
        private final Kind kind;

        /** Waiting events in order of arrival; an event that times out is removed. */
        private final LinkedHashSet<Runnable> line = new LinkedHashSet<>();

        private int taken;
        private boolean removed;

        private Lane(Kind kind) {
            this.kind = kind;
        }
    }

    /** An event that has got a permit. */
    record Turn(Lane lane, Runnable run) {}

    FairPermits(int most) {
        this.most = most;
        for (FunctionKind kind : FunctionKind.values()) {
            kinds.put(kind, new Kind(kept(kind, most)));
        }
    }

    private static int kept(FunctionKind kind, int places) {
        return switch (kind) {
            case TRANSMISSION -> places / HALF;
            case REGISTER, CLEANUP -> places / EIGHTH;
            case HTTP_API -> 0;
        };
    }

    /** Adds a function, until {@link #remove}. */
    synchronized Lane add(FunctionKind kind) {
        Kind of = Objects.requireNonNull(kinds.get(kind), "all kinds are there");
        Lane lane = new Lane(of);
        of.lanes.add(lane);
        return lane;
    }

    /** Ends the reservation of that function. Its waiting events stay in the queue. */
    synchronized void remove(Lane lane) {
        lane.removed = lane.kind.lanes.remove(lane);
    }

    private boolean mayBegin(Lane lane) {
        int own = lane.removed ? 0 : Math.max(0, lane.kind.share() - lane.taken);
        int others = lane.kind.unused() - own;
        for (Kind kind : kinds.values()) {
            others += kind == lane.kind ? 0 : kind.reserved();
        }
        return most - taken > others;
    }

    private void take(Lane lane) {
        taken++;
        lane.taken++;
        lane.kind.taken++;
    }

    /**
     * Takes a permit, or adds the event to the queue.
     *
     * @return whether a permit was taken
     */
    synchronized boolean takeOrWait(Lane lane, Runnable turn) {
        if (lane.line.isEmpty() && mayBegin(lane)) {
            take(lane);
            return true;
        }
        if (lane.line.isEmpty()) {
            turns.add(lane);
        }
        lane.line.add(turn);
        waiting++;
        return false;
    }

    /** Removes an event from the queue; false if it already has a permit. */
    synchronized boolean leave(Lane lane, Runnable turn) {
        if (!lane.line.remove(turn)) {
            return false;
        }
        waiting--;
        if (lane.line.isEmpty()) {
            turns.remove(lane);
        }
        return true;
    }

    /** Returns a permit. */
    synchronized void giveBack(Lane lane) {
        taken--;
        lane.taken--;
        lane.kind.taken--;
    }

    /** The largest number of permits that a kind can use while the others are idle. */
    static int most(FunctionKind kind, int places) {
        int kept = 0;
        for (FunctionKind other : FunctionKind.values()) {
            kept += other == kind ? 0 : kept(other, places);
        }
        return places - kept;
    }

    /** Takes a permit for the next event; null if no waiting event may start. */
    synchronized @Nullable Turn next() {
        for (int i = turns.size(); i > 0; i--) {
            Lane lane = turns.remove();
            if (!mayBegin(lane)) {
                turns.add(lane);
                continue;
            }
            Runnable turn = lane.line.iterator().next();
            lane.line.remove(turn);
            waiting--;
            if (!lane.line.isEmpty()) {
                turns.add(lane);
            }
            take(lane);
            return new Turn(lane, turn);
        }
        return null;
    }

    /** Drops all waiting events. */
    synchronized void clear() {
        turns.forEach(lane -> lane.line.clear());
        turns.clear();
        waiting = 0;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting;
    }
}
