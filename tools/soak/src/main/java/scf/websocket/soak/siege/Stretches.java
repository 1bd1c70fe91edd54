package scf.websocket.soak.siege;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the honest clients met before, during and after one attack. */
record Stretches(Stretch before, Stretch during, Stretch after) {
    /** The longest that an established client or a newcomer may wait, in 99 of 100 cases. */
    private static final int MOST_MILLIS = 2000;

    /** Threads that have to be woken between a message and its echo: on a machine that is late for each, the bound is that much. */
    private static final int WAKES = 12;

    /** Of so many newcomers, one may be kept out. */
    private static final int ONE_REFUSED_OF = 20;

    private static final int END_SECONDS = 20;

    /** What did not hold, in words; null if all did. Waits up to {@value #END_SECONDS} s for what is under way. */
    @Nullable String objection() {
        for (Stretch stretch : List.of(before, during, after)) {
            if (!stretch.awaitEnds(END_SECONDS)) {
                return "honest clients wait without an end";
            }
            if (stretch.lost.sum() > 0) {
                return stretch.lost.sum() + " honest messages or clients were lost";
            }
        }
        for (Stretch stretch : List.of(during, after)) {
            String objection = objection(stretch);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable String objection(Stretch stretch) {
        long attempts = stretch.refused.sum() + stretch.handshakes.count();
        if (stretch.messages.count() == 0 || attempts == 0) {
            return "no honest client said anything, or none tried to come in";
        }
        if (stretch.messages.percentile(99) > mostMillis(stretch)) {
            return "honest clients waited %.0f ms".formatted(stretch.messages.percentile(99));
        }
        if (stretch.refused.sum() * ONE_REFUSED_OF > attempts) {
            return stretch.refused.sum() + " of " + attempts + " honest handshakes were refused";
        }
        if (stretch.handshakes.percentile(99) > mostMillis(stretch)) {
            return "honest newcomers waited %.0f ms".formatted(stretch.handshakes.percentile(99));
        }
        return null;
    }

    private static double mostMillis(Stretch stretch) {
        return Math.max(MOST_MILLIS, WAKES * stretch.stalls.percentile(99));
    }

    /** The bound on waits, if the machine was so late that it was not {@link #MOST_MILLIS}; null if it was. */
    @Nullable Double raisedMillis() {
        double most = Math.max(mostMillis(during), mostMillis(after));
        return most > MOST_MILLIS ? most : null;
    }
}
