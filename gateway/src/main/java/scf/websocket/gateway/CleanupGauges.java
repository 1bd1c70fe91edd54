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
                "Cleanups to repeat once no function can still be working on the connection",
                cleanups::late);
        metrics.gauge(
                "gateway.journal.unknown.api",
                "Connections of a crashed run that stay in the journal until a route has their API again",
                waitingForApi::size);
        metrics.gauge("gateway.journal.bytes", "Size of the journal on disk", journal::bytes);
        metrics.gauge("gateway.journal.open", "Open connections in the journal", journal::size);
        metrics.gauge(
                "gateway.journal.damaged.records",
                "Journal records that were unreadable at startup",
                journal::damagedRecords);
        metrics.gauge(
                "gateway.journal.damaged.bytes",
                "Bytes of journal that were unreadable at startup",
                journal::damagedBytes);
        metrics.gauge(
                "gateway.journal.replaying",
                "Connections of a crashed run whose cleanup has not succeeded yet",
                crashCleanup::remaining);
    }
}
