package scf.websocket.gateway.extension;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import scf.websocket.event.CloseCodes;

/**
 * When to close a connection: {@code {"seconds":25,"closeCode":3005,"closeReason":"connection expired"}}.
 *
 * @param after counted from the answer
 * @param closeCode one that {@link CloseCodes#mayBeSent} accepts
 * @param closeReason at most {@value CloseCodes#MAX_REASON_BYTES} bytes of UTF-8; empty for none
 */
public record DeadlineRule(Duration after, int closeCode, String closeReason) {
    /** A year; a token that lives longer needs no deadline. */
    private static final long MAX_SECONDS = 366L * 24 * 3600;

    /** @throws MalformedExtension if it is not a deadline */
    static DeadlineRule parse(JsonNode deadline) {
        Members members = new Members("deadline", deadline);
        long seconds = members.number("seconds", 0, MAX_SECONDS);
        int code = members.has("closeCode") ? (int) members.number("closeCode", 0, 65535) : CloseCodes.NORMAL;
        if (!CloseCodes.mayBeSent(code)) {
            throw new MalformedExtension("deadline.closeCode must be " + CloseCodes.SENDABLE);
        }
        String reason = members.has("closeReason") ? members.text("closeReason") : "";
        if (!CloseCodes.isReason(reason)) {
            throw new MalformedExtension(
                    "deadline.closeReason must be a text of at most " + CloseCodes.MAX_REASON_BYTES + " bytes");
        }
        return new DeadlineRule(Duration.ofSeconds(seconds), code, reason);
    }
}
