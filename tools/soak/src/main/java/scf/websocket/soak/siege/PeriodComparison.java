package scf.websocket.soak.siege;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the honest clients met before, during and after one attack. */
record PeriodComparison(MeasuredPeriod before, MeasuredPeriod during, MeasuredPeriod after) {
    /** The longest that an established client or a newcomer may wait, in 99 of 100 cases. */
    private static final int MOST_MILLIS = 2000;

    /** Threads that have to be woken between a message and its echo: on a machine that is late for each, the bound is that much. */
    private static final int WAKES = 12;

    /** Of so many newcomers, one may be kept out. */
    private static final int ONE_REFUSED_OF = 20;

    private static final int END_SECONDS = 20;

    /** What did not hold, in words; null if all did. Waits up to {@value #END_SECONDS} s for what is under way. */
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
        return Math.max(MOST_MILLIS, WAKES * period.stalls.percentile(99));
    }

    /** The bound on waits, if the machine was so late that it was not {@link #MOST_MILLIS}; null if it was. */
    @Nullable Double raisedMillis() {
        double most = Math.max(mostMillis(during), mostMillis(after));
        return most > MOST_MILLIS ? most : null;
    }
}
