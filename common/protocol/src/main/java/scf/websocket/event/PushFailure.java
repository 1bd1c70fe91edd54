package scf.websocket.event;

/** Why a push of the extended form failed for one connection: the {@code reason} in the list {@code failed} of the answer. */
public enum PushFailure {
    /** The client did not read fast enough; it is being closed, and its cleanup follows. */
    SLOW_CONSUMER("slow-consumer", false),

    /** Not the form of an id. */
    MALFORMED_ID("malformed-id", false),

    /** The gateway that holds the connection cannot be reached. */
    NODE_UNREACHABLE("node-unreachable", false),

    /** The gateway that holds the connection did not answer in time. */
    NODE_TIMEOUT("node-timeout", true),

    /** Too many pushes to other gateways are under way. */
    NODE_BUSY("node-busy", false),

    /** A fault of the gateway's own. */
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

    /** Whether the message may have been delivered all the same. A reason that this version does not know leaves that open. */
    public static boolean isUncertain(String reason) {
        for (PushFailure failure : values()) {
            if (failure.wireName.equals(reason)) {
                return failure.uncertain;
            }
        }
        return true;
    }
}
