package scf.websocket.app;

/** What became of a broadcast. Immutable. */
public final class BroadcastResult {
    private final int delivered;
    private final int gone;
    private final int failed;
    private final boolean complete;

    private BroadcastResult(int delivered, int gone, int failed, boolean complete) {
        this.delivered = delivered;
        this.gone = gone;
        this.failed = failed;
        this.complete = complete;
    }

    public static BroadcastResult of(int delivered, int gone, int failed, boolean complete) {
        return new BroadcastResult(delivered, gone, failed, complete);
    }

    /** How many connections the gateway took the message for. */
    public int delivered() {
        return delivered;
    }

    /** How many were found to have ended, and are forgotten. */
    public int gone() {
        return gone;
    }

    /** How many could not be reached, though they may be open. */
    public int failed() {
        return failed;
    }

    /** False if the time was up before everybody had been tried: how many are missing is not known. */
    public boolean complete() {
        return complete;
    }
}
