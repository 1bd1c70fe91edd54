package scf.websocket.gateway.cleanup;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Ends a cleanup: forgets it, or counts and logs it and moves it to the dead-letter list. Thread-safe. */
final class CleanupEnds {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupEnds.class);

    /** Why a cleanup is given up; the label of a counter. */
    enum GivenUp {
        ATTEMPTS("attempts"),
        AGE("age"),
        RUNNING("running");

        private final String label;

        GivenUp(String label) {
            this.label = label;
        }
    }

    private final CleanupRecords records;
    private final GatewayMetrics metrics;
    private final PendingCleanups pendingIds;
    private final CleanupLanes lanes;
    private final LongSupplier nanoClock;

    CleanupEnds(
            CleanupRecords records,
            GatewayMetrics metrics,
            PendingCleanups pendingIds,
            CleanupLanes lanes,
            LongSupplier nanoClock) {
        this.records = records;
        this.metrics = metrics;
        this.pendingIds = pendingIds;
        this.lanes = lanes;
        this.nanoClock = nanoClock;
    }

    /** @param last what the last attempt ended in, or why there was none */
    void giveUp(Cleanup cleanup, GivenUp reason, @Nullable Object last) {
        metrics.cleanupGivenUp(reason.label);
        LOG.error(
                "cleanup of {} given up after {} attempts in {} seconds: {}",
                cleanup.connectionId(),
                cleanup.attempts(),
                TimeUnit.NANOSECONDS.toSeconds(cleanup.ageNanos(nanoClock.getAsLong())),
                last);
        records.giveUp(cleanup, reason.label)
                .thenAccept(kept -> {
                    if (kept) {
                        settle(cleanup, false);
                    }
                    // Else this gateway stops, and its connection stays where it is recorded.
                })
                .exceptionally(failure -> {
                    LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), failure);
                    return null;
                });
    }

    /** Nothing is left to be done for its connection. */
    void settle(Cleanup cleanup, boolean succeeded) {
        try {
            // First, so that a gateway that stops never sees a moment without anything left to do.
            cleanup.settle(succeeded);
        } finally {
            pendingIds.remove(cleanup.connectionId());
            lanes.done(cleanup.api());
            cleanup.api().usage().end();
        }
    }
}
