package scf.websocket.gateway.limit;

/**
 * What all clients of a gateway may have waiting in it, those that have left included. Half is for what was received and is not a message
 * yet, half for events that wait for a function or are at one: events end with the time limit of their function, so what was received
 * can always go on.
 *
 * @param received undecoded bytes and fragments
 * @param events whole messages
 */
public record WaitingBytes(ByteBudget received, ByteBudget events) {
    /** Below this multiple of the largest message, one alone might not fit. */
    private static final int LEAST_MESSAGES = 16;

    public static WaitingBytes of(long most) {
        return new WaitingBytes(new ByteBudget(most / 2), new ByteBudget(most / 2));
    }

    /** The least that there must be for messages of that size. */
    public static long least(int maxMessageBytes) {
        return (long) LEAST_MESSAGES * maxMessageBytes;
    }

    public long held() {
        return received.held() + events.held();
    }
}
