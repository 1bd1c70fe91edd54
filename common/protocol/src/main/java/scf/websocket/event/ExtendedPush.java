package scf.websocket.event;

/** The extended form of a push, which names many connections: {@code docs/protocol.md}. */
public final class ExtendedPush {
    /** The action that sends nothing and only asks which connections are open. */
    public static final String PROBE = "probe";

    /** Most connections in one push. */
    public static final int MAX_RECIPIENTS = 1000;

    private ExtendedPush() {}
}
