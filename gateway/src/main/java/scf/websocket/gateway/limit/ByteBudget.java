package scf.websocket.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A byte budget shared by connections. While less than half is used, each may take more. Above that the budget is
 * scarce, and a connection may take more only while it holds less than a quarter of the rest: heavy users wait, light
 * ones proceed.
 *
 * <p>A socket is read before the budget is checked, so thousands of readable sockets may exhaust it. Even then, a
 * connection may take more while it holds less than an equal share of a sixteenth of the budget, so that heavy users
 * never block one that holds nothing. Thread-safe.
 */
public class ByteBudget {
    private static final long LEAST_READ = 256;
    private static final long MAX_READ = 64 * 1024;
    private static final long READS = 64;

    /** Divisor for the part of the budget that is divided evenly, even when all of it is used. */
    private static final long FOR_EVERYBODY = 16;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong holders = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /**
     * Whether a connection may take more. That may exceed the budget by one message, or by its equal share.
     *
     * @param ownBytes what it holds, and about what it would take
     */
    public boolean admits(long ownBytes) {
        long left = most - held.get();
        return left > most / 2 || ownBytes < left / 4 || ownBytes < most / FOR_EVERYBODY / Math.max(1, holders.get());
    }

    /** Whether at least half of the budget is used. */
    public boolean isScarce() {
        return held.get() >= most / 2;
    }

    /** Returns the limit for one read of a socket while the budget is scarce: a small part of the rest. */
    public int scarceRead() {
        return (int) Math.max(LEAST_READ, Math.min(MAX_READ, (most - held.get()) / READS));
    }

    /**
     * @param bytes change of the bytes held
     * @param connections change of the number of connections that hold any
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
