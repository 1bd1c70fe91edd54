package scf.websocket.gateway.failure;

import java.util.OptionalLong;

/** Keeps a kind of log line to some a second: clients that bring one about with each message cannot fill a disk. Thread-safe. */
public final class ThrottledLog {
    private static final int USUAL = 10;
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private long began;
    private int lines;
    private long leftOut;

    /** @param nowNanos by {@link System#nanoTime} */
    public ThrottledLog(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.began = nowNanos;
    }

    /** Of {@value #USUAL} a second. */
    public ThrottledLog(long nowNanos) {
        this(USUAL, nowNanos);
    }

    /** Whether the next line is written, and then how many were left out since the one before. */
    public synchronized OptionalLong next(long nowNanos) {
        if (nowNanos - began >= SECOND) {
            began = nowNanos;
            lines = 0;
        }
        if (lines >= perSecond) {
            leftOut++;
            return OptionalLong.empty();
        }
        lines++;
        OptionalLong before = OptionalLong.of(leftOut);
        leftOut = 0;
        return before;
    }
}
