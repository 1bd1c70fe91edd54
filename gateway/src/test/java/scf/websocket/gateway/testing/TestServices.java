package scf.websocket.gateway.testing;

import java.util.concurrent.ScheduledExecutorService;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.session.SessionServices;

/** The services of a single session: without journal, access log and other nodes. */
public final class TestServices {
    private TestServices() {}

    /** Without extensions. */
    public static SessionServices of(
            ConnectionSettings settings, WaitingBytes waiting, GatewayMetrics metrics, ScheduledExecutorService timer) {
        return of(settings, NoExtensions.of(metrics), waiting, metrics, timer);
    }

    public static SessionServices of(
            ConnectionSettings settings,
            Extensions extensions,
            WaitingBytes waiting,
            GatewayMetrics metrics,
            ScheduledExecutorService timer) {
        return new SessionServices(
                settings,
                new SessionRegistry(),
                new EventWriter(true),
                extensions,
                waiting,
                TestCleanups.queue(metrics, timer),
                new ConnectionRecords(ConnectionJournal.none(), ConnectionLedger.none()),
                metrics,
                new AccessLog(AccessLog.Lines.OFF));
    }
}
