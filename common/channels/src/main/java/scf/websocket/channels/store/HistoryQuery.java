package scf.websocket.channels.store;

import org.jspecify.annotations.Nullable;

/** Which publications of a channel to read. Immutable. */
public final class HistoryQuery {
    /** The largest {@link #limit()}. */
    public static final int MAX = 10_000;

    /** What a reply adds to the data of a publication, roughly. */
    public static final int OVERHEAD_BYTES = 256;

    private final long beyond;
    private final boolean isReverse;
    private final int limit;
    private final int maxBytes;

    private HistoryQuery(long beyond, boolean isReverse, int limit, int maxBytes) {
        this.beyond = beyond;
        this.isReverse = isReverse;
        this.limit = Math.min(limit, MAX);
        this.maxBytes = maxBytes;
    }

    /**
     * Creates the query of somebody who asks for history.
     *
     * @param limit 0 reads the position alone; negative for all that the channel keeps
     * @param since the last offset that is not wanted; null to begin at the end where the order begins
     * @param isReverse from new to old
     * @param maxBytes see {@link #after}
     * @param limits what the channel keeps
     */
    public static HistoryQuery of(
            int limit, @Nullable Long since, boolean isReverse, int maxBytes, HistoryLimits limits) {
        int most = limit < 0 ? limits.size() : limit;
        return isReverse
                ? before(since == null ? Long.MAX_VALUE : since, most, maxBytes)
                : after(since == null ? 0 : since, most, maxBytes);
    }

    /**
     * Creates a query from old to new.
     *
     * @param offset the last one that is not wanted; 0 to begin with the oldest
     * @param limit 0 reads the position alone
     * @param maxBytes of data: the page ends before the publication that would exceed it, but has at least one
     */
    public static HistoryQuery after(long offset, int limit, int maxBytes) {
        return new HistoryQuery(offset, false, limit, maxBytes);
    }

    /**
     * Creates a query from new to old.
     *
     * @param offset the first one that is not wanted; {@link Long#MAX_VALUE} to begin with the newest
     */
    public static HistoryQuery before(long offset, int limit, int maxBytes) {
        return new HistoryQuery(offset, true, limit, maxBytes);
    }

    /** Creates a query for the position alone. */
    public static HistoryQuery position() {
        return after(0, 0, 0);
    }

    /** Returns the offset next to which the page begins. */
    public long beyond() {
        return beyond;
    }

    /** Returns whether the order is from new to old. */
    public boolean isReverse() {
        return isReverse;
    }

    /** Returns the largest number of publications. */
    public int limit() {
        return limit;
    }

    /** Returns the largest sum of the data's bytes, of which one publication may be larger. */
    public int maxBytes() {
        return maxBytes;
    }
}
