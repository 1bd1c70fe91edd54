package scf.websocket.channels.protocol;

/** Why the server ends a subscription. From 2500 on, the client subscribes again by itself. */
public final class Unsubscribe {
    /** The subscription ends for good. */
    public static final Unsubscribe BY_SERVER = new Unsubscribe(2000, "unsubscribed by the server");

    /** The client may have missed publications; it recovers them. Clients do this for their own subscriptions only. */
    public static final Unsubscribe INSUFFICIENT_STATE = new Unsubscribe(2500, "insufficient state");

    /** The subscription token has expired; the client gets a new one. */
    public static final Unsubscribe EXPIRED = new Unsubscribe(2501, "subscription expired");

    public static final Unsubscribe STATE_INVALIDATED = new Unsubscribe(2502, "state invalidated");

    private static final int FIRST_CODE = 2000;
    private static final int LAST_CODE = 2999;

    private final int code;
    private final String reason;

    private Unsubscribe(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /**
     * @param code 2000 to 2999
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Unsubscribe of(int code, String reason) {
        if (code < FIRST_CODE || code > LAST_CODE) {
            throw new IllegalArgumentException("unsubscribe codes are 2000 to 2999");
        }
        return new Unsubscribe(code, reason);
    }

    /** Returns a code from 2000 to 2999. */
    public int code() {
        return code;
    }

    /** Returns a text for the client's developer. */
    public String reason() {
        return reason;
    }
}
