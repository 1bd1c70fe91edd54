package scf.websocket.function;

import org.jspecify.annotations.Nullable;
import scf.websocket.push.Message;
import scf.websocket.push.PushReport;

/**
 * Tracks the messages of one event that the gateway refused as too large. A smaller message sent to the same recipients
 * afterwards replaces the refused one. Not thread-safe.
 */
final class RefusedMessages {
    /** How many times JSON escaping may enlarge a byte; an application may wrap a client's message in JSON. */
    private static final int GROWTH = 6;

    private long recipients;
    private int bytes;
    private @Nullable Object lastTo;
    private int lastRecipients;

    /** @param to the recipients, in any form that is equal for the same recipients */
    void sent(Object to, Message message, PushReport report) {
        if (report.tooLarge()) {
            recipients += report.failed();
            bytes = Math.max(bytes, message.payloadBytes());
            lastTo = to;
            lastRecipients = report.failed();
        } else if (to.equals(lastTo)) {
            recipients -= lastRecipients;
            lastTo = null;
        }
    }

    /** Returns the number of connections that got neither the message nor a replacement. */
    long recipients() {
        return recipients;
    }

    /** Returns the size of the largest refused message. */
    int bytes() {
        return bytes;
    }

    /**
     * Returns whether a client's message may account for at least half of the refused one, and is therefore the likely
     * cause.
     */
    boolean mayConsistOf(Message message) {
        return recipients > 0 && 2L * GROWTH * message.payloadBytes() >= bytes;
    }
}
