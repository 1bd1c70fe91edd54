package scf.websocket.event;

/** The extended push, which addresses many connections, or groups of them, in one request: {@code docs/protocol.md}. */
public final class ExtendedPush {
    /** The action that asks which connections are open without sending anything to them. */
    public static final String PROBE = "probe";

    /** The action that makes connections members of groups. */
    public static final String JOIN = "join";

    /** The action that ends their membership. */
    public static final String LEAVE = "leave";

    /** The maximum number of connections in one push, and of those that a push to groups leaves out. */
    public static final int MAX_RECIPIENTS = 1000;

    /** The maximum number of groups in one push. */
    public static final int MAX_GROUPS = 100;

    private ExtendedPush() {}
}
