package scf.websocket.push;

import java.util.Set;

/** A gateway's answer: status and body. Immutable. */
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

    /** Whether the gateway's trouble is with the form of the request, not with itself: what servers say that look for one id. */
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

    /** Whether the answer says neither yes nor no: a gateway's 500 and 504, a proxy's 502, or one without a number. */
    private boolean isUncertain() {
        return (status >= INTERNAL_ERROR && status != UNAVAILABLE)
                || (status < MULTIPLE_CHOICES && !(status == OK && body.hasNumber()));
    }

    /** For the log. */
    String failure() {
        return status == OK ? "errNo " + body.number() : "HTTP " + status;
    }
}
