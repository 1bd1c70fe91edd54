package scf.websocket.function;

import com.qcloud.scf.runtime.Context;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.push.Deadline;

/**
 * When a function has to be through: its time limit, less a margin for what cannot be cut short. The context knows no remaining time, so
 * this is reckoned from when the event came in.
 */
final class Deadlines {
    /** What SCF sets unless told otherwise. */
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(3);

    private static final Duration MOST_MARGIN = Duration.ofMillis(1500);

    private Deadlines() {}

    /** @param nanoTime a clock that never goes back; it says when the event came in */
    static Deadline of(@Nullable Context context, LongSupplier nanoTime) {
        int millis = context == null ? 0 : context.getTimeLimitInMs();
        Duration limit = millis > 0 ? Duration.ofMillis(millis) : DEFAULT_LIMIT;
        Duration quarter = limit.dividedBy(4);
        return Deadline.in(limit.minus(quarter.compareTo(MOST_MARGIN) < 0 ? quarter : MOST_MARGIN), nanoTime);
    }
}
