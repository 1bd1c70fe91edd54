package scf.websocket.gateway.cleanup;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Ends a cleanup: forgets the connection, or counts, logs and adds it to the dead-letter list. Thread-safe. */
final class CleanupEnds {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupEnds.class);

    /** Why a cleanup was given up; a label of a metric. */
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

    /** @param last the outcome of the last attempt, or why there was none */
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
                    // Otherwise this gateway is stopping, and the connection stays where it is recorded.
                })
                .exceptionally(failure -> {
                    LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), failure);
                    return null;
                });
    }

    /** The connection needs nothing more. */
    void settle(Cleanup cleanup, boolean succeeded) {
        try {
            // First, so that a stopping gateway never sees a moment with no work left.
            cleanup.settle(succeeded);
        } finally {
            pendingIds.remove(cleanup.connectionId());
            lanes.done(cleanup.api());
            cleanup.api().usage().end();
        }
    }
}
