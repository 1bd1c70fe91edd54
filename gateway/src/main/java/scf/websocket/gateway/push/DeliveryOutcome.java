package scf.websocket.gateway.push;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.PushFailure;

/** Outcome of a push to one connection. After a failure the connection may still be open. */
public enum DeliveryOutcome {
    /** The frame is in the socket's send queue, the close has started, or (other actions) the connection is open. */
    DELIVERED(0, "delivered", null),

    /** The connection does not exist and never will again; its row can be deleted. */
    GONE(1, "gone", null),

    SLOW_CONSUMER(2, PushFailure.SLOW_CONSUMER),

    MALFORMED_ID(3, PushFailure.MALFORMED_ID),

    NODE_UNREACHABLE(4, PushFailure.NODE_UNREACHABLE),

    NODE_TIMEOUT(5, PushFailure.NODE_TIMEOUT),

    NODE_BUSY(6, PushFailure.NODE_BUSY),

    /** A bug in the gateway; see its log. */
    INTERNAL_ERROR(7, PushFailure.INTERNAL_ERROR),

    GROUP_LIMIT(8, PushFailure.GROUP_LIMIT),

    /** The connection has joined, but messages of other nodes do not arrive now. */
    NOT_SUBSCRIBED(9, PushFailure.NOT_SUBSCRIBED);

    private final int code;
    private final String label;
    private final @Nullable PushFailure failure;

    DeliveryOutcome(int code, String label, @Nullable PushFailure failure) {
        this.code = code;
        this.label = label;
        this.failure = failure;
    }

    DeliveryOutcome(int code, PushFailure failure) {
        this(code, "failed", failure);
    }

    /** Returns the number for the protocol between nodes. */
    public int code() {
        return code;
    }

    /** Returns the outcome with that number; an unknown number, from a newer version, is an internal error. */
    public static DeliveryOutcome of(int code) {
        for (DeliveryOutcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        return INTERNAL_ERROR;
    }

    /** Returns the reason of the failure; null if it did not fail. */
    @Nullable PushFailure failure() {
        return failure;
    }

    /** Returns the label for metrics. */
    String label() {
        return label;
    }
}
