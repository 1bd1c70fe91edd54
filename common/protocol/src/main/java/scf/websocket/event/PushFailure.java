package scf.websocket.event;

/** Why an extended push failed for one connection: the {@code reason} in the {@code failed} list of the answer. */
public enum PushFailure {
    /** The client did not read fast enough; its connection is being closed, and a cleanup event follows. */
    SLOW_CONSUMER("slow-consumer", false),

    /** The id is malformed. */
    MALFORMED_ID("malformed-id", false),

    /** The gateway that holds the connection cannot be reached. */
    NODE_UNREACHABLE("node-unreachable", false),

    /** The gateway that holds the connection did not answer in time. */
    NODE_TIMEOUT("node-timeout", true),

    /** Too many pushes to other gateways are in progress. */
    NODE_BUSY("node-busy", false),

    /** A limit on groups is reached; the connection has joined none of the groups of this push. */
    GROUP_LIMIT("group-limit", false),

    /** The connection has joined, but until Redis is back it gets no messages from other gateways. */
    NOT_SUBSCRIBED("not-subscribed", true),

    /** The gateway failed unexpectedly. */
    INTERNAL_ERROR("internal-error", true);

    private final String wireName;
    private final boolean uncertain;

    PushFailure(String wireName, boolean uncertain) {
        this.wireName = wireName;
        this.uncertain = uncertain;
    }

    public String wireName() {
        return wireName;
    }

    /** Returns whether the message may have been delivered nevertheless. An unknown reason counts as uncertain. */
    public static boolean isUncertain(String reason) {
        for (PushFailure failure : values()) {
            if (failure.wireName.equals(reason)) {
                return failure.uncertain;
            }
        }
        return true;
    }
}
