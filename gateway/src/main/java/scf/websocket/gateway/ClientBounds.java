package scf.websocket.gateway;

import java.util.function.LongSupplier;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.handshake.Admission;
import scf.websocket.gateway.invoke.InvocationLimit;
import scf.websocket.gateway.limit.ConnectionLimits;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.limit.UnsentBytes;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.LimitOptions;

/** Creates the limits that all clients share, and registers their gauges. */
final class ClientBounds {
    private ClientBounds() {}

    static WaitingBytes waiting(GatewayOptions options, GatewayMetrics metrics) {
        WaitingBytes waiting = WaitingBytes.of(options.waitingBytes());
        metrics.gauge("gateway.waiting.bytes", "Bytes of client events that are queued or in flight", waiting::held);
        return waiting;
    }

    static UnsentBytes unsent(GatewayOptions options, GatewayMetrics metrics, LongSupplier nanoTime) {
        UnsentBytes unsent = new UnsentBytes(options.unsentBytes(), nanoTime);
        metrics.gauge("gateway.unsent.bytes", "Bytes written to clients but not sent yet", unsent::held);
        return unsent;
    }

    static Admission admission(
            GatewayOptions options, CleanupQueue cleanups, GatewayMetrics metrics, LongSupplier nanoTime) {
        LimitOptions limits = options.limits;
        ConnectionLimits connections = new ConnectionLimits(
                limits.maxConnections, limits.maxConnectionsPerAddress, limits.connectionRate, nanoTime.getAsLong());
        metrics.gauge(
                "gateway.connections.counted",
                "Connections that count against --max-connections, including closed ones with messages in flight",
                connections::connections);
        PendingHandshakes pending = new PendingHandshakes(
                limits.maxPendingHandshakes,
                limits.maxPendingHandshakesPerAddress,
                Math.max(1, InvocationLimit.mostRegisters(options.invocations.maxInvocations) / 2));
        metrics.gauge("gateway.handshakes.pending", "Handshakes in flight", pending::pending);
        return new Admission(
                options.security.trustedProxies(),
                options.security.forwardedFields(),
                connections,
                cleanups,
                pending,
                metrics,
                nanoTime);
    }
}
