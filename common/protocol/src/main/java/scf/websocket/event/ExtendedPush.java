package scf.websocket.event;

/** The extended push, which addresses many connections in one request: {@code docs/protocol.md}. */
public final class ExtendedPush {
    /** The action that asks which connections are open without sending anything to them. */
    public static final String PROBE = "probe";

    /** The maximum number of connections in one push. */
    public static final int MAX_RECIPIENTS = 1000;

    private ExtendedPush() {}
}
