package scf.websocket.app;

/** What became of a broadcast. Immutable. */
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

    /** Of a message that the gateway refused for its size: who had not been tried by then was not. */
    public static BroadcastResult tooLarge(int delivered, int gone, int failed) {
        return new BroadcastResult(delivered, gone, failed, false, true);
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

    /** False if the time was up, or the message too large, before everybody had been tried: how many are missing is not known. */
    public boolean complete() {
        return complete;
    }

    /** Whether the gateway passes on no message as large as this one. A shorter one may be sent in its place. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
