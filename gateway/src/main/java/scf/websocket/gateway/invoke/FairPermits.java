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
 * A number of places, shared by kinds of functions and, within a kind, by functions. Half are kept for transmission, an eighth each for
 * register and cleanup; the rest goes to whoever comes first. Of what is kept for a kind, half is kept for its functions in equal parts.
 * So a slow function holds up neither the other kinds nor the functions of other APIs. What is kept stays free while its owner does not
 * need it, because no call can be taken back. Thread-safe.
 */
final class FairPermits {
    /** What is kept for transmission, and for each of the others. */
    private static final int HALF = 2;

    private static final int EIGHTH = 8;

    private final Map<FunctionKind, Kind> kinds = new EnumMap<>(FunctionKind.class);

    /** The functions in the order of their turns. */
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

        /** What is kept for each of its functions. */
        int share() {
            return kept / 2 / Math.max(1, lanes.size());
        }

        /** What its functions have not taken of their shares. */
        int unused() {
            int share = share();
            int unused = 0;
            for (Lane lane : lanes) {
                unused += Math.max(0, share - lane.taken);
            }
            return unused;
        }

        /** What other kinds have to leave for it. */
        int reserved() {
            return Math.max(kept - taken, unused());
        }
    }

    /** The places of one function, and the line of events before them. */
    static final class Lane {
        private final Kind kind;

        /** In the order in which they came; one that has waited too long is taken out. */
        private final LinkedHashSet<Runnable> line = new LinkedHashSet<>();

        private int taken;
        private boolean removed;

        private Lane(Kind kind) {
            this.kind = kind;
        }
    }

    /** An event whose turn has come. */
    record Turn(Lane lane, Runnable run) {}

    FairPermits(int most) {
        this.most = most;
        for (FunctionKind kind : FunctionKind.values()) {
            kinds.put(kind, new Kind(kept(kind, most)));
        }
    }

    private static int kept(FunctionKind kind, int places) {
        return places / (kind == FunctionKind.TRANSMISSION ? HALF : EIGHTH);
    }

    /** For one more function, until {@link #remove}. */
    synchronized Lane add(FunctionKind kind) {
        Kind of = Objects.requireNonNull(kinds.get(kind), "all kinds are there");
        Lane lane = new Lane(of);
        of.lanes.add(lane);
        return lane;
    }

    /** Nothing is kept for that function any more. What waits keeps its turn. */
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
     * Takes a place, or stands in line.
     *
     * @return whether a place was taken
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

    /** Leaves the line; false if its turn has come. */
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

    /** Gives a place back. */
    synchronized void giveBack(Lane lane) {
        taken--;
        lane.taken--;
        lane.kind.taken--;
    }

    /** The most that a kind of function can have, while the others have nothing. */
    static int most(FunctionKind kind, int places) {
        int kept = 0;
        for (FunctionKind other : FunctionKind.values()) {
            kept += other == kind ? 0 : kept(other, places);
        }
        return places - kept;
    }

    /** The next in line with a place taken for it; null if nobody waits that may begin. */
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

    /** Forgets all who wait. */
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
