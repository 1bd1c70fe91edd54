package scf.websocket.gateway.push;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.PushFailure;

/** The outcome of a push at one connection. A failed one leaves the connection where it is, as far as anybody knows. */
public enum DeliveryOutcome {
    /** The frame is in the queue of the client's socket, or the close is under way, or (probe) the connection is open. */
    DELIVERED(0, "delivered", null),

    /** There is no such connection, and there never will be again: its row can go. */
    GONE(1, "gone", null),

    SLOW_CONSUMER(2, PushFailure.SLOW_CONSUMER),

    MALFORMED_ID(3, PushFailure.MALFORMED_ID),

    NODE_UNREACHABLE(4, PushFailure.NODE_UNREACHABLE),

    NODE_TIMEOUT(5, PushFailure.NODE_TIMEOUT),

    NODE_BUSY(6, PushFailure.NODE_BUSY),

    /** A fault of the gateway's own, which is in its log. */
    INTERNAL_ERROR(7, PushFailure.INTERNAL_ERROR);

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

    /** The number that stands for it between nodes. */
    public int code() {
        return code;
    }

    /** The outcome of a number; a number from a newer version is an error of unknown kind. */
    public static DeliveryOutcome of(int code) {
        for (DeliveryOutcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        return INTERNAL_ERROR;
    }

    /** Why it failed; null if it did not. */
    @Nullable PushFailure failure() {
        return failure;
    }

    /** One of the three words of the metrics. */
    String label() {
        return label;
    }
}
