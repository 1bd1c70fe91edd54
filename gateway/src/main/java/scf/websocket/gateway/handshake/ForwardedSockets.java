package scf.websocket.gateway.handshake;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.SocketPlace;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.TrustedProxies;

/**
 * Charges a trusted proxy's socket to the client whose request it carries, from the request's head until the request is
 * complete and answered. Between requests the socket counts for nobody, because proxies reuse sockets for other
 * clients. Event loop only.
 */
final class ForwardedSockets extends ChannelDuplexHandler {
    private static final HttpAnswer TOO_MANY = HttpAnswer.json(
                    HttpResponseStatus.TOO_MANY_REQUESTS, 429, "too many requests at one time from this address")
            .with("Retry-After", "5");

    private final TrustedProxies proxies;
    private final InetAddress proxy;
    private final SocketPlace place;
    private final GatewayMetrics metrics;
    private boolean whole = true;
    private boolean answered;

    ForwardedSockets(TrustedProxies proxies, InetAddress proxy, SocketPlace place, GatewayMetrics metrics) {
        this.proxies = proxies;
        this.proxy = proxy;
        this.place = place;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            whole = false;
            answered = false;
            if (!place.move(client(request))) {
                ReferenceCountUtil.release(message);
                metrics.limitHit(Limit.MAX_SOCKETS_PER_ADDRESS.label());
                HttpAnswers.writeLast(context, TOO_MANY);
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            whole = true;
            idle();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean answer = HttpAnswers.isAnswer(message);
        // Runs before the listener of {@link Exchange}, which decodes the next request.
        ChannelPromise written = answer ? promise.unvoid() : promise;
        if (answer) {
            written.addListener(sent -> {
                answered = true;
                idle();
            });
        }
        context.write(message, written);
    }

    private void idle() {
        if (whole && answered) {
            place.move(null);
        }
    }

    private @Nullable String client(HttpRequest request) {
        InetAddress client = proxies.client(proxy, request.headers());
        return proxies.trust(client) ? null : TrustedProxies.text(client);
    }
}
