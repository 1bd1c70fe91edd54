package scf.websocket.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that connections may hold together. While less than half is held, each may take more. From then on the budget is scarce, and each
 * may take more only while it holds less than a quarter of what is left: those that hold much wait, those that hold little go on,
 * and something is always left for them. Thread-safe.
 */
public class ByteBudget {
    private static final long LEAST_READ = 256;
    private static final long MOST_READ = 64 * 1024;
    private static final long READS = 64;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /**
     * Whether a connection may take more. What it takes then may exceed the budget, by one message.
     *
     * @param ownBytes what it holds, and about what it would take
     */
    public boolean admits(long ownBytes) {
        long left = most - held.get();
        return left > most / 2 || ownBytes < left / 4;
    }

    /** Whether half of it or more is held. */
    public boolean isScarce() {
        return held.get() >= most / 2;
    }

    /** What may be read of one socket at once while the budget is scarce: a small part of what is left. */
    public int scarceRead() {
        return (int) Math.max(LEAST_READ, Math.min(MOST_READ, (most - held.get()) / READS));
    }

    /** @param bytes more; fewer if negative */
    public void add(long bytes) {
        held.addAndGet(bytes);
    }

    public long held() {
        return held.get();
    }
}
