package scf.websocket.event;

/** The values of {@code websocket.action}. */
public final class Action {
    /** A client requests a connection: the action of the register event and of its answer. */
    public static final String CONNECTING = "connecting";

    /** A message, in either direction. */
    public static final String DATA_SEND = "data send";

    /** An alternative name for a client's message that some producers use. Accepted, never sent. */
    public static final String DATA_RECV = "data recv";

    /** A connection has ended (in a cleanup event), or must be closed (in a reverse push). */
    public static final String CLOSING = "closing";

    private Action() {}
}
