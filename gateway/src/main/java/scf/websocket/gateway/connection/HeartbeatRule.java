package scf.websocket.gateway.connection;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeat of an application's own protocol, which the gateway handles without a function. Immutable.
 *
 * @param replies answers to text messages
 * @param sent what the client gets at a fixed rate, in place of pings; null for none
 * @param swallowed a message that only proves that the client is alive; null for none
 */
public record HeartbeatRule(
        Map<String, String> replies,
        @Nullable Sent sent,
        @Nullable Payload swallowed) {
    /** A message of the gateway. */
    public record Sent(Payload payload, Duration every) {}

    /**
     * The content of a message.
     *
     * @param text the text; empty for a binary message
     * @param binary the bytes; null for a text message
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by swallows alone.
    public record Payload(String text, byte @Nullable [] binary) {}

    /** Returns the answer to a text message; null if the message is for the function. */
    public @Nullable String reply(String text) {
        return replies.get(text);
    }

    /** Whether a text message is only a sign of life. */
    public boolean swallows(String text) {
        return swallowed != null
                && swallowed.binary() == null
                && swallowed.text().equals(text);
    }

    /** Whether a binary message is only a sign of life. */
    public boolean swallows(byte[] binary) {
        return swallowed != null && swallowed.binary() != null && Arrays.equals(swallowed.binary(), binary);
    }
}
