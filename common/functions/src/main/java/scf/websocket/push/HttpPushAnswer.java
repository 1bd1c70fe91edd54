package scf.websocket.push;

import java.util.Set;

/** A gateway's answer to a push: status and body. Immutable. */
final class HttpPushAnswer {
    private static final int OK = 200;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final Set<Integer> REFUSALS_OF_FORM = Set.of(400, 404, 405, GONE, 415, 422);

    private final int status;
    private final JsonPushAnswer body;

    HttpPushAnswer(int status, byte[] body) {
        this.status = status;
        this.body = JsonPushAnswer.parse(body);
    }

    boolean isTooLarge() {
        return status == TOO_LARGE;
    }

    /**
     * Returns whether the gateway rejects the form of the request: the statuses of a server that expects a single id.
     */
    boolean isRefusalOfForm() {
        return REFUSALS_OF_FORM.contains(status);
    }

    boolean isSuccess() {
        return status == OK;
    }

    JsonPushAnswer body() {
        return body;
    }

    PushOutcome outcome() {
        if (status == GONE) {
            return PushOutcome.GONE;
        }
        if (isTooLarge()) {
            return PushOutcome.TOO_LARGE;
        }
        if (status == OK && body.isOk()) {
            return PushOutcome.DELIVERED;
        }
        return isUncertain() ? PushOutcome.UNCERTAIN : PushOutcome.FAILED;
    }

    /** Returns whether the outcome is unknown: a gateway's 500 or 504, a proxy's 502, or a success without a number. */
    private boolean isUncertain() {
        return (status >= INTERNAL_ERROR && status != UNAVAILABLE)
                || (status < MULTIPLE_CHOICES && !(status == OK && body.hasNumber()));
    }

    /** Returns the reason for the log. */
    String failure() {
        return status == OK ? "errNo " + body.number() : "HTTP " + status;
    }
}
