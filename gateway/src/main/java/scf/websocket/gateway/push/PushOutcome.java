package scf.websocket.gateway.push;

/** What became of a push to one connection. A failed one leaves the connection where it is, as far as anybody knows. */
public enum PushOutcome {
    /** The frame is in the queue of the client's socket, or the close is under way, or (probe) the connection is open. */
    DELIVERED(0, "delivered"),

    /** There is no such connection, and there never will be again: its row can go. */
    GONE(1, "gone"),

    /** The client did not read fast enough; it is being closed, and its cleanup will follow. */
    SLOW_CONSUMER(2, "slow-consumer"),

    /** Not the form of an id. */
    MALFORMED_ID(3, "malformed-id"),

    /** The node of this connection is not to be reached: it was certainly not delivered. */
    NODE_UNREACHABLE(4, "node-unreachable"),

    /** The node of this connection did not answer in time; it may have delivered all the same. */
    NODE_TIMEOUT(5, "node-timeout"),

    /** Too many pushes to other nodes are under way, here or there: it was certainly not delivered. */
    NODE_BUSY(6, "node-busy"),

    /** A fault of the gateway's own, which is in its log; it may have been delivered all the same. */
    INTERNAL_ERROR(7, "internal-error");

    private final int code;
    private final String reason;

    PushOutcome(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The number that stands for it between nodes. */
    public int code() {
        return code;
    }

    /** The outcome of a number; a number of a newer version's is an error of unknown kind. */
    public static PushOutcome of(int code) {
        for (PushOutcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        return INTERNAL_ERROR;
    }

    /** As it stands in the answer. */
    String reason() {
        return reason;
    }

    /** One of the three words of the metrics. */
    String label() {
        return switch (this) {
            case DELIVERED -> "delivered";
            case GONE -> "gone";
            default -> "failed";
        };
    }
}
