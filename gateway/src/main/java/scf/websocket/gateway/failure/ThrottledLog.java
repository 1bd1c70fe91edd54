package scf.websocket.gateway.failure;

import java.util.OptionalLong;

/** Keeps a kind of log line to some a second: clients that bring one about with each message cannot fill a disk. Thread-safe. */
public final class ThrottledLog {
    private static final int USUAL = 10;
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private boolean begun;
    private long began;
    private int lines;
    private long leftOut;

    public ThrottledLog(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Of {@value #USUAL} a second. */
    public ThrottledLog() {
        this(USUAL);
    }

    /**
     * Whether the next line is written, and then how many were left out since the one before.
     *
     * @param nowNanos by a clock that never goes back, always the same one
     */
    public synchronized OptionalLong next(long nowNanos) {
        if (!begun || nowNanos - began >= SECOND) {
            begun = true;
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
