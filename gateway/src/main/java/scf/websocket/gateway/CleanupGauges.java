package scf.websocket.gateway;

import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Registers the gauges of the cleanups and of the journal. */
final class CleanupGauges {
    private CleanupGauges() {}

    static void register(
            GatewayMetrics metrics,
            CleanupQueue cleanups,
            WaitingForApi waitingForApi,
            ConnectionJournal journal,
            CrashCleanup crashCleanup) {
        metrics.gauge("gateway.cleanups.pending", "Cleanups that have not succeeded yet", cleanups::pending);
        metrics.gauge(
                "gateway.cleanups.late",
                "Cleanups that come once more when no function can be at work on their connection",
                cleanups::late);
        metrics.gauge(
                "gateway.journal.unknown.api",
                "Connections of the run before a crash that wait in the journal for their API to be a route again",
                waitingForApi::size);
        metrics.gauge("gateway.journal.bytes", "Size of the journal on disk", journal::bytes);
        metrics.gauge("gateway.journal.open", "Connections that the journal holds as open", journal::size);
        metrics.gauge(
                "gateway.journal.damaged.records",
                "Records of the journal that could not be read at the start",
                journal::damagedRecords);
        metrics.gauge("gateway.journal.damaged.bytes", "Bytes of these", journal::damagedBytes);
        metrics.gauge(
                "gateway.journal.replaying",
                "Connections of the run before a crash whose cleanup has not succeeded yet",
                crashCleanup::remaining);
    }
}
