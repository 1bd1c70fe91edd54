package scf.websocket.gateway.session;

import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Services that all sessions share. */
public record SessionServices(
        ConnectionSettings settings,
        SessionRegistry registry,
        EventWriter events,
        Extensions extensions,
        WaitingBytes waiting,
        CleanupQueue cleanups,
        ConnectionRecords records,
        GatewayMetrics metrics,
        AccessLog access) {}
