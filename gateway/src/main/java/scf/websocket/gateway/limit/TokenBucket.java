package scf.websocket.gateway.limit;

import java.util.concurrent.TimeUnit;

/**
 * So many a second on average, a second's worth at once. Whatever comes while the bucket is not empty may pass whole, even if it is
 * larger than what is left: the bucket then is in debt until the average is kept again. So one large message passes a small rate.
 *
 * <p>40 bytes and a few additions; a library's bucket is several times that for each connection. For one thread at a time.
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

    /** @return false, and nothing taken, if the bucket is empty */
    public boolean take(int count, long nowNanos) {
        tokens = Math.min(perSecond, tokens + (nowNanos - filledAt) / NANOS_PER_SECOND * perSecond);
        filledAt = nowNanos;
        if (tokens <= 0) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** Takes more for what has been let pass. */
    void owe(int count) {
        tokens -= count;
    }
}
