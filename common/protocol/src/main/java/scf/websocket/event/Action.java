package scf.websocket.event;

/** The values of {@code websocket.action}. */
public final class Action {
    /** A client wants to connect: register event and its answer. */
    public static final String CONNECTING = "connecting";

    /** A message, in both directions. */
    public static final String DATA_SEND = "data send";

    /** Some producers name a client's message so. Accepted, never sent. */
    public static final String DATA_RECV = "data recv";

    /** A connection has ended (to the cleanup function), or shall end (in a reverse push). */
    public static final String CLOSING = "closing";

    private Action() {}
}
