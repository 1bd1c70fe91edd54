package scf.websocket.gateway.tail;

import java.time.Duration;

/** Numbers above the top that exist for certain, although messages up to them are missing. */
final class TailGap {
    /** Messages of two publishers overtake each other by less. */
    static final Duration PATIENCE = Duration.ofMillis(200);

    private long known;
    private boolean isOpen;
    private boolean isDoubted;
    private long since;

    /** A number exists. */
    void see(long seq, long top, long now) {
        known = Math.max(known, seq);
        if (!isOpen && known > top) {
            open(now);
        }
    }

    private void open(long now) {
        isOpen = true;
        isDoubted = false;
        since = now;
    }

    /** The top has moved: either nothing is missing any more, or another message is. */
    void moved(long top, long now) {
        isOpen = false;
        if (known > top) {
            open(now);
        }
    }

    /** Nothing above the top is known. */
    void reset(long top) {
        known = top;
        isOpen = false;
    }

    boolean isOpen() {
        return isOpen;
    }

    long known() {
        return known;
    }

    /** Whether the gap has lasted longer than messages overtake each other. True once for each gap. */
    boolean becomesDoubtful(long now) {
        if (!isOpen || isDoubted || now - since < PATIENCE.toNanos()) {
            return false;
        }
        isDoubted = true;
        return true;
    }

    boolean isOlderThan(long limit, long now) {
        return isOpen && now - since >= limit;
    }

    /** Returns how long until {@link #becomesDoubtful} or {@link #isOlderThan} changes. */
    long dueIn(long now, long limit) {
        return isOpen ? Math.max(0, since + (isDoubted ? limit : PATIENCE.toNanos()) - now) : Long.MAX_VALUE;
    }
}
