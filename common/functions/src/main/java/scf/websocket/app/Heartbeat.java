package scf.websocket.app;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.push.Message;

/**
 * What the gateway answers or sends to keep a connection alive, without calling a function: for clients such as
 * browsers, which cannot send WebSocket pings and send texts instead. Immutable.
 */
public final class Heartbeat {
    /** The maximum number of {@link #replies}. */
    public static final int MAX_REPLIES = ExtensionFields.MAX_HEARTBEAT_REPLIES;

    /** The maximum size of all {@link #replies} together, and of each other message, in bytes. */
    public static final int MAX_BYTES = ExtensionFields.MAX_HEARTBEAT_BYTES;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(ExtensionFields.MAX_HEARTBEAT_SECONDS);

    private static final Heartbeat EMPTY = new Heartbeat(Collections.emptyMap(), Duration.ZERO, null, null);

    private final Map<String, String> replies;
    private final Duration interval;
    private final @Nullable Message message;
    private final @Nullable Message swallowed;

    private Heartbeat(
            Map<String, String> replies, Duration interval, @Nullable Message message, @Nullable Message swallowed) {
        this.replies = replies;
        this.interval = interval;
        this.message = message;
        this.swallowed = swallowed;
        int bytes = 0;
        for (Map.Entry<String, String> reply : replies.entrySet()) {
            bytes += size(reply.getKey()) + size(reply.getValue());
        }
        if (replies.size() > MAX_REPLIES || Math.max(bytes, Math.max(size(message), size(swallowed))) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a heartbeat has at most " + MAX_REPLIES + " replies and " + MAX_BYTES + " bytes");
        }
        if (message != null && swallowed != null && message.dataType() != swallowed.dataType()) {
            throw new IllegalArgumentException("the message and the swallowed one must both be text or both binary");
        }
    }

    private static int size(@Nullable Message message) {
        return message == null ? 0 : message.payloadBytes();
    }

    private static int size(String text) {
        return Utf8.encode(text).length;
    }

    /**
     * Creates a heartbeat in which the gateway answers a text message with another.
     *
     * @throws IllegalArgumentException beyond {@link #MAX_REPLIES} or {@link #MAX_BYTES}
     */
    public static Heartbeat replying(String message, String answer) {
        return EMPTY.andReplying(message, answer);
    }

    /**
     * Creates a heartbeat in which the gateway sends a message strictly at an interval, instead of WebSocket pings. Any
     * frame from the client counts as its sign of life.
     *
     * @param interval from one second to one hour, in whole seconds
     * @throws IllegalArgumentException if the interval is out of bounds or the message is larger than {@link
     *     #MAX_BYTES}
     */
    public static Heartbeat sending(Message message, Duration interval) {
        return EMPTY.andSending(message, interval);
    }

    /** Adds an answer: see {@link #replying}. */
    public Heartbeat andReplying(String message, String answer) {
        Map<String, String> more = new LinkedHashMap<>(replies);
        more.put(Utf8.wellFormed(message), Utf8.wellFormed(answer));
        return new Heartbeat(Collections.unmodifiableMap(more), interval, this.message, swallowed);
    }

    /** Sends at an interval, too: see {@link #sending}. */
    public Heartbeat andSending(Message message, Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0 || interval.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("the interval must be whole seconds, from 1 to " + LONGEST.toSeconds());
        }
        return new Heartbeat(replies, interval, message, swallowed);
    }

    /**
     * Counts a message equal to this as a sign of life, without an event.
     *
     * @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES}, or not of the type of the message that
     *     is sent
     */
    public Heartbeat swallowing(Message message) {
        return new Heartbeat(replies, interval, this.message, message);
    }

    /** Returns the answers by message. Unmodifiable. */
    public Map<String, String> replies() {
        return replies;
    }

    /** Returns the interval at which {@link #message()} is sent; zero without one. */
    public Duration interval() {
        return interval;
    }

    /** Returns the message that the gateway sends; empty for WebSocket pings. */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /** Returns the message that causes no event. */
    public Optional<Message> swallowed() {
        return Optional.ofNullable(swallowed);
    }
}
