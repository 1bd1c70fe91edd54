package scf.websocket.app;

/** The result of a broadcast. Immutable. */
public final class BroadcastResult {
    private final int delivered;
    private final int gone;
    private final int failed;
    private final boolean complete;
    private final boolean tooLarge;

    private BroadcastResult(int delivered, int gone, int failed, boolean complete, boolean tooLarge) {
        this.delivered = delivered;
        this.gone = gone;
        this.failed = failed;
        this.complete = complete;
        this.tooLarge = tooLarge;
    }

    public static BroadcastResult of(int delivered, int gone, int failed, boolean complete) {
        return new BroadcastResult(delivered, gone, failed, complete, false);
    }

    /**
     * Creates the result of a broadcast that the gateway refused as too large; the remaining connections were not
     * tried.
     */
    public static BroadcastResult tooLarge(int delivered, int gone, int failed) {
        return new BroadcastResult(delivered, gone, failed, false, true);
    }

    /** Returns the number of connections for which the gateway accepted the message. */
    public int delivered() {
        return delivered;
    }

    /** Returns the number of connections that turned out to be closed; they are removed from the store. */
    public int gone() {
        return gone;
    }

    /** Returns the number of connections that could not be reached, though they may be open. */
    public int failed() {
        return failed;
    }

    /**
     * Returns false if the broadcast stopped before it tried every connection, because of the deadline or the message
     * size. The number of missing recipients is unknown.
     */
    public boolean complete() {
        return complete;
    }

    /** Returns whether the gateway refused the message as too large. A shorter one may be sent instead. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
