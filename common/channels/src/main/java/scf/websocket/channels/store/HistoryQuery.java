package scf.websocket.channels.store;

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

    public long beyond() {
        return beyond;
    }

    public boolean isReverse() {
        return isReverse;
    }

    public int limit() {
        return limit;
    }

    public int maxBytes() {
        return maxBytes;
    }
}
