package scf.websocket.soak.siege;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one attack led to. All memory in MB. */
record Round(
        Attack attack,
        HonestClients.Stretch before,
        HonestClients.Stretch during,
        HonestClients.Stretch after,
        Loot loot,
        double heapBefore,
        double heapAfter,
        double rss,
        long filesBefore,
        long filesAfter,
        boolean alive) {
    /** What an established client may wait at most, in 99 of 100 cases. */
    private static final int MOST_MILLIS = 2000;

    /** Threads that have to be woken between a message and its echo: on a machine that is late for each, the bound is that much. */
    private static final int WAKES = 12;

    /** What a JVM keeps more after any work: code, classes, caches. */
    private static final double SPARE_HEAP = 24;

    /** Newcomers and functions come and go. */
    private static final int SPARE_FILES = 24;

    /** What did not hold, in words; null if all did. */
    @Nullable String objection() {
        if (!alive) {
            return "the gateway has ended";
        }
        for (HonestClients.Stretch stretch : List.of(during, after)) {
            if (stretch.lost.sum() > 0) {
                return stretch.lost.sum() + " honest messages or clients were lost";
            }
            if (stretch.messages.percentile(99) > Math.max(MOST_MILLIS, WAKES * stretch.stalls.percentile(99))) {
                return "honest clients waited %.0f ms".formatted(stretch.messages.percentile(99));
            }
            long attempts = stretch.refused.sum() + stretch.handshakes.count();
            if (stretch.refused.sum() * 20 > attempts) {
                return stretch.refused.sum() + " of " + attempts + " honest handshakes were refused";
            }
        }
        if (heapAfter > heapBefore + SPARE_HEAP) {
            return "the heap went from %.0f to %.0f MB".formatted(heapBefore, heapAfter);
        }
        if (filesAfter > filesBefore + SPARE_FILES) {
            return "open files went from " + filesBefore + " to " + filesAfter;
        }
        return null;
    }

    static void printHead() {
        System.out.println("""
                | attack | honest ms p50 / p99 before | during | after | machine's own delay p99 | handshakes refused | heap MB before, after | RSS MB | the attackers got | |
                |---|---:|---:|---:|---:|---:|---:|---:|---|---|""");
    }

    void print() {
        String objection = objection();
        System.out.println("| %s | %s | %s | %s | %.0f | %d of %d | %.0f, %.0f | %.0f | %s | %s |"
                .formatted(
                        attack.name(),
                        before.messages.text(),
                        during.messages.text(),
                        after.messages.text(),
                        during.stalls.percentile(99),
                        during.refused.sum(),
                        during.refused.sum() + during.handshakes.count(),
                        heapBefore,
                        heapAfter,
                        rss,
                        loot.text(),
                        objection == null ? "held" : "**" + objection + "**"));
    }
}
