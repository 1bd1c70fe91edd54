package scf.websocket.gateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.SocketPlace;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.TrustedProxies;

/** Counts the socket of a trusted proxy as that of the client whose request it carries. */
final class ForwardedSockets extends ChannelInboundHandlerAdapter {
    private static final HttpAnswer TOO_MANY = HttpAnswer.json(
                    HttpResponseStatus.TOO_MANY_REQUESTS, 429, "too many requests at one time from this address")
            .with("Retry-After", "5");

    private final TrustedProxies proxies;
    private final InetAddress proxy;
    private final SocketPlace place;
    private final GatewayMetrics metrics;

    ForwardedSockets(TrustedProxies proxies, InetAddress proxy, SocketPlace place, GatewayMetrics metrics) {
        this.proxies = proxies;
        this.proxy = proxy;
        this.place = place;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !place.move(client(request))) {
            ReferenceCountUtil.release(message);
            metrics.limitHit(Limit.MAX_SOCKETS_PER_ADDRESS.label());
            HttpAnswers.writeLast(context, TOO_MANY);
            return;
        }
        context.fireChannelRead(message);
    }

    private @Nullable String client(HttpRequest request) {
        InetAddress client = proxies.client(proxy, request.headers());
        return proxies.trust(client) ? null : TrustedProxies.text(client);
    }
}
