package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whether a tail has to ask the function, and when. Times are nanoseconds of a monotonic clock. */
final class TailDoubt {
    /** Without other causes a tail asks after 20 to 40 s; other nodes ask at other times. */
    static final Duration IDLE = Duration.ofSeconds(20);

    /** Interval while messages of other nodes do not arrive. */
    static final Duration UNSUBSCRIBED = Duration.ofSeconds(5);

    private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(200).toNanos();
    private static final long MAX_BACKOFF_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MAX_DOUBLINGS = 5;

    private final RandomGenerator random;

    /** Null without doubt. */
    private @Nullable DoubtCause cause;

    private long notBefore;
    private long idleAt;
    private boolean isSubscribed;
    private boolean isUnderWay;
    private int pulls;
    private int failures;

    TailDoubt(RandomGenerator random, long now) {
        this.random = random;
        this.notBefore = now;
        restAt(now);
    }

    private void restAt(long now) {
        idleAt = now + (isSubscribed ? IDLE.toNanos() + random.nextLong(IDLE.toNanos()) : UNSUBSCRIBED.toNanos());
    }

    boolean isSubscribed() {
        return isSubscribed;
    }

    void subscribed(boolean is, long now) {
        isSubscribed = is;
        restAt(now);
    }

    void raise(DoubtCause why, long now) {
        raise(why, now, 0);
    }

    /** @param spread the longest delay in nanoseconds, of which a random part is waited */
    void raise(DoubtCause why, long now, long spread) {
        if (cause == null) {
            cause = why;
            long at = now + (spread == 0 ? 0 : random.nextLong(spread));
            if (notBefore - at < 0) {
                notBefore = at;
            }
        }
    }

    /** Returns how long until a pull should begin; {@link Long#MAX_VALUE} while one is under way. */
    long dueIn(long now) {
        return isUnderWay ? Long.MAX_VALUE : Math.max(0, (cause == null ? idleAt : notBefore) - now);
    }

    /** A pull begins, for all doubts so far. */
    DoubtCause begin() {
        DoubtCause why = cause == null ? DoubtCause.IDLE : cause;
        cause = null;
        isUnderWay = true;
        pulls++;
        return why;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    /** Returns the number of pulls that have begun. */
    int pulls() {
        return pulls;
    }

    /** The pull has answered every question; doubts that came meanwhile remain, with their delay. */
    void answered(long now) {
        end(now);
        failures = 0;
        if (cause == null) {
            notBefore = now;
        }
    }

    /** The pull has brought something, and there is more. */
    void more(long now) {
        answered(now);
        notBefore = now;
        raise(DoubtCause.AGAIN, now);
    }

    /** The pull failed, or brought nothing although something is missing. */
    void again(long now) {
        end(now);
        notBefore = now + Math.min(MAX_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        if (cause == null) {
            cause = DoubtCause.AGAIN;
        }
    }

    private void end(long now) {
        isUnderWay = false;
        restAt(now);
    }
}
