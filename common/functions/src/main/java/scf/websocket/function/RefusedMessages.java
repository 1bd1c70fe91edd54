package scf.websocket.function;

import org.jspecify.annotations.Nullable;
import scf.websocket.push.Message;
import scf.websocket.push.PushReport;

/**
 * What the gateway refused of one event's pushes for its size. A smaller message that is then sent to the same recipients makes up for it. Not thread-safe.
 */
final class RefusedMessages {
    /** What JSON makes of one byte at most: an application may wrap what it passes on. */
    private static final int GROWTH = 6;

    private long recipients;
    private int bytes;
    private @Nullable Object lastTo;
    private int lastRecipients;

    /** @param to whom it was sent to, in any form that is equal for the same recipients */
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

    /** How many connections were not sent a message for its size, nor another in its place. */
    long recipients() {
        return recipients;
    }

    /** The largest of the refused messages. */
    int bytes() {
        return bytes;
    }

    /** Whether a client's message can be half of the refused one, or more: then that is what made it so large. */
    boolean mayConsistOf(Message message) {
        return recipients > 0 && 2L * GROWTH * message.payloadBytes() >= bytes;
    }
}
