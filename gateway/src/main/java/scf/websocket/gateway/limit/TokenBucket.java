package scf.websocket.gateway.limit;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket with a capacity of one second. A request passes whole while the bucket is not empty, even if it takes
 * more than is left; the bucket then goes into debt until the average is met again. So a large message passes a small
 * rate.
 *
 * <p>Takes 40 bytes and a few additions; a library's bucket needs several times that for each connection. Not
 * thread-safe.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private double tokens;
    private long filledAt;

    public TokenBucket(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledAt = nowNanos;
    }

    /** @return false, with nothing taken, if the bucket is empty */
    public boolean take(int count, long nowNanos) {
        tokens = Math.min(perSecond, tokens + (nowNanos - filledAt) / NANOS_PER_SECOND * perSecond);
        filledAt = nowNanos;
        if (tokens <= 0) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** Takes tokens for a request that was already admitted. */
    void owe(int count) {
        tokens -= count;
    }
}
