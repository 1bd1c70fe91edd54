package scf.websocket.gateway.session;

import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** What all the connections of a gateway share. */
public record SessionServices(
        SessionSettings settings,
        SessionRegistry registry,
        EventWriter events,
        WaitingBytes waiting,
        CleanupQueue cleanups,
        ConnectionRecords records,
        GatewayMetrics metrics,
        AccessLog access) {}
