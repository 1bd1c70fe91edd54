package scf.websocket.gateway.session;

import java.util.function.LongSupplier;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.WaitingBytes;

/** What one connection holds of the bytes that may wait in all. Event loop only. */
final class HeldBytes {
    /** A control character is six in JSON. */
    private static final int MOST_IN_JSON = 6;

    /** What deflate makes of zeros. */
    private static final int MOST_INFLATED = 1032;

    private final WaitingBytes all;
    private final int maxMessageBytes;
    private final LongSupplier encrypted;
    private long undecoded;
    private long fragments;
    private long events;

    /**
     * @param maxMessageBytes of its messages, inflated
     * @param encrypted what cannot be decrypted yet, and is counted for all elsewhere
     */
    HeldBytes(WaitingBytes all, int maxMessageBytes, LongSupplier encrypted) {
        this.all = all;
        this.maxMessageBytes = maxMessageBytes;
        this.encrypted = encrypted;
    }

    /** The buffer of bytes that are no frame yet has that size. */
    void undecoded(long bytes) {
        long before = decrypted();
        undecoded = bytes;
        change(all.received(), before, decrypted());
    }

    /** The fragments of a message have that size. */
    void fragments(long bytes) {
        long before = decrypted();
        fragments = bytes;
        change(all.received(), before, decrypted());
    }

    /** @param bytes more in events; fewer if negative */
    void events(long bytes) {
        change(all.events(), events, events + bytes);
        events += bytes;
    }

    private static void change(ByteBudget budget, long before, long now) {
        budget.add(now - before, Long.signum(now) - Long.signum(before));
    }

    private long decrypted() {
        return undecoded + fragments;
    }

    /** All that is no message yet: encrypted and undecoded bytes, and fragments. */
    long received() {
        return encrypted.getAsLong() + decrypted();
    }

    boolean mayReceive() {
        return all.received().admits(received());
    }

    /**
     * Whether another frame may become an event.
     *
     * @param bytes that wait to be decoded; the frame is among them
     */
    boolean mayDecode(int bytes, boolean deflated) {
        long message = Math.min(maxMessageBytes, deflated ? (long) MOST_INFLATED * bytes : bytes);
        return all.events().admits(events + MOST_IN_JSON * message);
    }

    boolean isScarce() {
        return all.received().isScarce();
    }
}
