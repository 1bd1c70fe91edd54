package scf.websocket.soak.siege;

import org.jspecify.annotations.Nullable;

/**
 * The result of one attack.
 *
 * @param rss at the end of the attack, in MB
 * @param recoverySeconds from the end of the attack until the gateway had recovered, or the wait was given up
 * @param alive whether the gateway still runs
 */
record Round(
        Attack attack,
        PeriodComparison honest,
        AttackTally tally,
        Footprint before,
        Footprint after,
        double rss,
        long recoverySeconds,
        boolean alive) {
    /** The failures, in words; null if there are none. */
    @Nullable String objection() {
        if (!alive) {
            return "the gateway has ended";
        }
        String objection = honest.objection();
        return objection == null ? after.objection(before) : objection;
    }

    static void printHead() {
        System.out.println("""
                | attack | honest ms p50 / p99 before | during | after | newcomers ms p50 / p99 | refused | machine's own delay p99 | heap MB before, after | after s | RSS MB | the attackers got | |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---|""");
    }

    void print() {
        // First, because it waits for exchanges in progress.
        String verdict = verdict();
        MeasuredPeriod during = honest.during();
        System.out.println("| %s | %s | %s | %s | %s | %d of %d | %.0f | %.0f, %.0f | %d | %.0f | %s | %s |"
                .formatted(
                        attack.name(),
                        honest.before().messages.text(),
                        during.messages.text(),
                        honest.after().messages.text(),
                        during.handshakes.text(),
                        during.refused.sum(),
                        during.refused.sum() + during.handshakes.count(),
                        during.stalls.percentile(99),
                        before.heap(),
                        after.heap(),
                        recoverySeconds,
                        rss,
                        tally.text(),
                        verdict));
    }

    private String verdict() {
        String objection = objection();
        if (objection != null) {
            return "**" + objection + "**";
        }
        Double raised = honest.raisedMillis();
        return raised == null ? "held" : "held, by a bound of %.0f ms".formatted(raised);
    }
}
