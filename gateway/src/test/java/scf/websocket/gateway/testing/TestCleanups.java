package scf.websocket.gateway.testing;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Cleanup queues for tests of one connection. */
public final class TestCleanups {
    /** The default of the option. */
    public static final int OVERRUN_SECONDS = 60;

    private TestCleanups() {}

    public static CleanupQueue queue(GatewayMetrics metrics, ScheduledExecutorService timer) {
        return queue(new CleanupQueue.Bounds(1, 100, 100, OVERRUN_SECONDS), metrics, timer);
    }

    /** A queue that reads the time from the timer, such as Netty's embedded event loop, which a test advances. */
    public static CleanupQueue queue(
            CleanupQueue.Bounds bounds, GatewayMetrics metrics, ScheduledExecutorService timer) {
        return new CleanupQueue(
                new EventWriter(true),
                NoExtensions.of(metrics),
                new ConnectionRecords(ConnectionJournal.none(), ConnectionLedger.none()),
                letter -> CompletableFuture.completedStage(true),
                metrics,
                new AccessLog(AccessLog.Lines.OFF),
                new PendingCleanups(),
                bounds,
                timer,
                timer instanceof io.netty.channel.EventLoop loop ? loop.ticker()::nanoTime : System::nanoTime,
                Clock.systemUTC());
    }
}
