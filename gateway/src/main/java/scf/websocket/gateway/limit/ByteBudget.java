package scf.websocket.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that connections may hold together. While less than half is held, each may take more. From then on the budget is scarce, and each
 * may take more only while it holds less than a quarter of what is left: those that hold much wait, those that hold little go on.
 *
 * <p>A socket is read before anybody can ask, so thousands that become readable together may take all that is left. Then, too, each may
 * take more while it holds less than its part of a sixteenth of the budget, so that a connection that holds nothing is never kept waiting
 * by those that hold much. Thread-safe.
 */
public class ByteBudget {
    private static final long LEAST_READ = 256;
    private static final long MOST_READ = 64 * 1024;
    private static final long READS = 64;

    /** The part of the budget that is there for everybody, in equal parts, also when all is held. */
    private static final long FOR_EVERYBODY = 16;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong holders = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /**
     * Whether a connection may take more. What it takes then may exceed the budget, by one message, or by its part of what is there for
     * everybody.
     *
     * @param ownBytes what it holds, and about what it would take
     */
    public boolean admits(long ownBytes) {
        long left = most - held.get();
        return left > most / 2 || ownBytes < left / 4 || ownBytes < most / FOR_EVERYBODY / Math.max(1, holders.get());
    }

    /** Whether half of it or more is held. */
    public boolean isScarce() {
        return held.get() >= most / 2;
    }

    /** What may be read of one socket at once while the budget is scarce: a small part of what is left. */
    public int scarceRead() {
        return (int) Math.max(LEAST_READ, Math.min(MOST_READ, (most - held.get()) / READS));
    }

    /**
     * @param bytes by which the held bytes grow; negative if they shrink
     * @param connections by which the number of connections that hold any grows; negative if it shrinks
     */
    public void add(long bytes, int connections) {
        held.addAndGet(bytes);
        if (connections != 0) {
            holders.addAndGet(connections);
        }
    }

    public long held() {
        return held.get();
    }
}
