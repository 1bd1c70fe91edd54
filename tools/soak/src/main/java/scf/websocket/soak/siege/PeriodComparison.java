package scf.websocket.soak.siege;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What honest clients experience before, during and after an attack. */
record PeriodComparison(MeasuredPeriod before, MeasuredPeriod during, MeasuredPeriod after) {
    /** The bound on the 99th percentile of waits, for established and for new clients. */
    private static final int MAX_MILLIS = 2000;

    /** The number of thread wake-ups between a message and its echo; a loaded machine delays each of them. */
    private static final int WAKES = 12;

    /** One of this many new clients may be refused. */
    private static final int ONE_REFUSED_OF = 20;

    private static final int END_SECONDS = 20;

    /** The failures, in words; null if there are none. Waits up to {@value #END_SECONDS} s for exchanges in progress. */
    @Nullable String objection() {
        for (MeasuredPeriod period : List.of(before, during, after)) {
            if (!period.awaitEnds(END_SECONDS)) {
                return "honest clients wait without an end";
            }
            if (period.lost.sum() > 0) {
                return period.lost.sum() + " honest messages or clients were lost";
            }
        }
        for (MeasuredPeriod period : List.of(during, after)) {
            String objection = objection(period);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable String objection(MeasuredPeriod period) {
        long attempts = period.refused.sum() + period.handshakes.count();
        if (period.messages.count() == 0 || attempts == 0) {
            return "no honest client said anything, or none tried to come in";
        }
        if (period.messages.percentile(99) > mostMillis(period)) {
            return "honest clients waited %.0f ms".formatted(period.messages.percentile(99));
        }
        if (period.refused.sum() * ONE_REFUSED_OF > attempts) {
            return period.refused.sum() + " of " + attempts + " honest handshakes were refused";
        }
        if (period.handshakes.percentile(99) > mostMillis(period)) {
            return "honest newcomers waited %.0f ms".formatted(period.handshakes.percentile(99));
        }
        return null;
    }

    private static double mostMillis(MeasuredPeriod period) {
        return Math.max(MAX_MILLIS, WAKES * period.stalls.percentile(99));
    }

    /** The bound on waits where a loaded machine raised it above {@link #MAX_MILLIS}; null elsewhere. */
    @Nullable Double raisedMillis() {
        double most = Math.max(mostMillis(during), mostMillis(after));
        return most > MAX_MILLIS ? most : null;
    }
}
