package scf.websocket.gateway.limit;

/**
 * Budgets for queued data of all clients, including those that have left. Half is for received bytes that are not a
 * message yet, half for events that are queued or in flight: events end with their function's timeout, so receiving can
 * always continue.
 *
 * @param received undecoded bytes and fragments
 * @param events complete messages
 */
public record WaitingBytes(ByteBudget received, ByteBudget events) {
    /** Minimum size as a multiple of the largest message; below it a single message might not fit. */
    private static final int LEAST_MESSAGES = 16;

    public static WaitingBytes of(long most) {
        return new WaitingBytes(new ByteBudget(most / 2), new ByteBudget(most / 2));
    }

    /** Returns the minimum size for messages of that size. */
    public static long least(int maxMessageBytes) {
        return (long) LEAST_MESSAGES * maxMessageBytes;
    }

    public long held() {
        return received.held() + events.held();
    }
}
