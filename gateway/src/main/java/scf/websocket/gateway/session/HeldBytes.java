package scf.websocket.gateway.session;

import java.util.function.LongSupplier;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.WaitingBytes;

/** The bytes that one connection holds of the shared budgets. Event loop only. */
final class HeldBytes {
    /** A control character takes six bytes in JSON. */
    private static final int MAX_IN_JSON = 6;

    /** The largest ratio of deflate, reached with zeros. */
    private static final int MAX_INFLATED = 1032;

    private final WaitingBytes all;
    private final int maxMessageBytes;
    private final LongSupplier encrypted;
    private long undecoded;
    private long fragments;
    private long events;

    /**
     * @param maxMessageBytes limit for messages, decompressed
     * @param encrypted bytes not decrypted yet, which the TLS handler counts
     */
    HeldBytes(WaitingBytes all, int maxMessageBytes, LongSupplier encrypted) {
        this.all = all;
        this.maxMessageBytes = maxMessageBytes;
        this.encrypted = encrypted;
    }

    /** Sets the size of the buffer of undecoded bytes. */
    void undecoded(long bytes) {
        long before = decrypted();
        undecoded = bytes;
        change(all.received(), before, decrypted());
    }

    /** Sets the size of the fragments of an incomplete message. */
    void fragments(long bytes) {
        long before = decrypted();
        fragments = bytes;
        change(all.received(), before, decrypted());
    }

    /** @param bytes the change in the bytes of events; negative for fewer */
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

    /** Returns the bytes that are not a message yet: encrypted and undecoded bytes, and fragments. */
    long received() {
        return encrypted.getAsLong() + decrypted();
    }

    boolean mayReceive() {
        return all.received().admits(received());
    }

    /**
     * Whether another frame may become an event.
     *
     * @param bytes undecoded bytes, including the frame
     */
    boolean mayDecode(int bytes, boolean deflated) {
        long message = Math.min(maxMessageBytes, deflated ? (long) MAX_INFLATED * bytes : bytes);
        return all.events().admits(events + MAX_IN_JSON * message);
    }

    boolean isScarce() {
        return all.received().isScarce();
    }
}
