package scf.websocket.gateway.limit;

import org.jspecify.annotations.Nullable;

/** Limits the rate of one client's messages and bytes. Created only if there is such a limit. Event loop only. */
public final class MessageRate {
    private final @Nullable TokenBucket messages;
    private final @Nullable TokenBucket bytes;

    private MessageRate(@Nullable TokenBucket messages, @Nullable TokenBucket bytes) {
        this.messages = messages;
        this.bytes = bytes;
    }

    /**
     * @param messagesPerSecond 0 for no limit
     * @param bytesPerSecond of payload, as sent on the wire; 0 for no limit
     * @return null if neither is limited
     */
    public static @Nullable MessageRate of(int messagesPerSecond, int bytesPerSecond, long nowNanos) {
        if (messagesPerSecond == 0 && bytesPerSecond == 0) {
            return null;
        }
        return new MessageRate(bucket(messagesPerSecond, nowNanos), bucket(bytesPerSecond, nowNanos));
    }

    private static @Nullable TokenBucket bucket(int perSecond, long nowNanos) {
        return perSecond == 0 ? null : new TokenBucket(perSecond, nowNanos);
    }

    /**
     * Counts a frame. An admitted message is never cut off halfway.
     *
     * @param begins whether it is the first frame of a message, or a control frame
     * @param ends whether it is the last frame of a message, a control frame, or an empty fragment, which cost work
     * beyond their bytes
     * @return the limit that it exceeds, or null
     */
    public @Nullable Limit exceededBy(int frameBytes, boolean begins, boolean ends, long nowNanos) {
        if (ends && messages != null && !messages.take(1, nowNanos)) {
            return Limit.MESSAGE_RATE;
        }
        if (bytes == null) {
            return null;
        }
        if (begins) {
            return bytes.take(frameBytes, nowNanos) ? null : Limit.BYTE_RATE;
        }
        bytes.owe(frameBytes);
        return null;
    }
}
