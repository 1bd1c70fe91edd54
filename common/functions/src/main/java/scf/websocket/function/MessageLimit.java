package scf.websocket.function;

import java.util.OptionalInt;
import scf.websocket.event.Announcement;
import scf.websocket.push.Message;

/**
 * What an event's gateway is known to accept. It refuses larger messages; if they left with the answer, nobody would
 * see the refusal. Not thread-safe.
 */
final class MessageLimit {
    /** What we take for accepted by any gateway. Far below the default limit, and far above most messages. */
    static final int SURELY_ACCEPTED_BYTES = 16 << 10;

    private OptionalInt announced = Announcement.NONE.maxMessageBytes();
    private int accepted = SURELY_ACCEPTED_BYTES;

    void announced(OptionalInt bytes) {
        announced = bytes;
    }

    /** Tells the size of a client's message, which the gateway has accepted. */
    void accepted(int bytes) {
        accepted = Math.max(accepted, bytes);
    }

    OptionalInt announced() {
        return announced;
    }

    boolean refuses(Message message) {
        return announced.isPresent() && message.payloadBytes() > announced.getAsInt();
    }

    boolean accepts(Message message) {
        return message.payloadBytes() <= announced.orElse(accepted);
    }
}
