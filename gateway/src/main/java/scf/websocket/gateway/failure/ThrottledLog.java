package scf.websocket.gateway.failure;

import java.util.OptionalLong;

/**
 * Limits a kind of log line to a number per second, so that clients which trigger one with each message cannot fill the
 * disk. Thread-safe.
 */
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

    /** Limits to {@value #USUAL} lines per second. */
    public ThrottledLog() {
        this(USUAL);
    }

    /**
     * Returns how many lines were dropped since the last one, or empty if this line has to be dropped too.
     *
     * @param nowNanos by a monotonic clock, always the same one
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
