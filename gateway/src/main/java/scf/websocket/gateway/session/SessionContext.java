package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.ConnectionStats;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.security.TlsHandler;

/**
 * Data and services that the parts of one session share.
 *
 * @param services shared with all other sessions
 * @param api the connection's API
 * @param loop the event loop of the session
 * @param held the bytes it holds of the shared budgets
 * @param trace that the handshake named; null for none
 */
record SessionContext(
        SessionServices services,
        Api api,
        String id,
        Channel channel,
        SessionLoop loop,
        HeldBytes held,
        Outbound outbound,
        ConnectionStats stats,
        @Nullable TraceParent trace) {
    static SessionContext of(
            SessionServices services,
            Api api,
            String id,
            String address,
            Channel channel,
            @Nullable TraceParent trace) {
        TlsHandler tls = channel.pipeline().get(TlsHandler.class);
        LongSupplier encrypted = tls == null ? () -> 0 : tls::heldBytes;
        return new SessionContext(
                services,
                api,
                id,
                channel,
                new SessionLoop(channel, id),
                new HeldBytes(services.waiting(), api.settings().maxMessageBytes(), encrypted),
                new Outbound(channel),
                new ConnectionStats(address),
                trace);
    }

    ConnectionSettings settings() {
        return api.settings();
    }

    void limitHit(Limit limit) {
        services.metrics().limitHit(limit.label());
    }
}
