package scf.websocket.gateway.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Cleanup queues for tests of one connection. */
final class TestCleanups {
    /** As without an option. */
    static final int OVERRUN_SECONDS = 60;

    private TestCleanups() {}

    static CleanupQueue queue(GatewayMetrics metrics, ScheduledExecutorService timer) {
        return queue(new CleanupQueue.Bounds(1, 100, 100, OVERRUN_SECONDS), metrics, timer);
    }

    /** One whose time is the timer's: Netty's embedded event loop moves it as a test says. */
    static CleanupQueue queue(CleanupQueue.Bounds bounds, GatewayMetrics metrics, ScheduledExecutorService timer) {
        return new CleanupQueue(
                new EventWriter(true),
                new ConnectionRecords(ConnectionJournal.none(), ConnectionLedger.none()),
                letter -> CompletableFuture.completedStage(true),
                metrics,
                new AccessLog(AccessLog.Lines.OFF),
                new PendingCleanups(),
                bounds,
                timer,
                timer instanceof io.netty.channel.EventLoop loop ? loop.ticker()::nanoTime : System::nanoTime);
    }
}
