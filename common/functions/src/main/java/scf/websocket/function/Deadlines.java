package scf.websocket.function;

import com.qcloud.scf.runtime.Context;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.push.Deadline;

/**
 * Computes the deadline of an invocation: the function's time limit, less a margin for work that cannot be interrupted.
 * The runtime's context does not report the remaining time, so we measure from the arrival of the event.
 */
final class Deadlines {
    /** SCF's default time limit. */
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(3);

    private static final Duration MAX_MARGIN = Duration.ofMillis(1500);

    private Deadlines() {}

    /** @param nanoTime a monotonic clock, read when the event arrives */
    static Deadline of(@Nullable Context context, LongSupplier nanoTime) {
        int millis = context == null ? 0 : context.getTimeLimitInMs();
        Duration limit = millis > 0 ? Duration.ofMillis(millis) : DEFAULT_LIMIT;
        Duration quarter = limit.dividedBy(4);
        return Deadline.in(limit.minus(quarter.compareTo(MAX_MARGIN) < 0 ? quarter : MAX_MARGIN), nanoTime);
    }
}
