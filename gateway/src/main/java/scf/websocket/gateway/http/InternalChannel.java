package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.limit.SocketPlace;
import scf.websocket.gateway.security.CallerRule;

/** Initializes a connection to the internal listener, which serves pushes and endpoints for operators. */
public final class InternalChannel extends ChannelInitializer<SocketChannel> {
    private static final int IDLE_SECONDS = 75;

    /** Limit for requests other than pushes; the open endpoints take no body. */
    private static final int MAX_BODY_BYTES = 1024;

    private final InternalHandler handler;
    private final GuardedEndpoints guarded;
    private final CallerRule callers;
    private final SocketLimit sockets;
    private final Duration timeout;
    private final HttpDate date;
    private final Consumer<Limit> hits;

    /**
     * @param open endpoints without authorization, by path
     * @param guarded the other endpoints; looked up for each request
     * @param callers decides which requests are accepted
     * @param timeout for receiving a request
     * @param date for the responses
     * @param hits called for each limit that is reached
     */
    public InternalChannel(
            Map<String, HttpEndpoint> open,
            GuardedEndpoints guarded,
            CallerRule callers,
            SocketLimit sockets,
            Duration timeout,
            HttpDate date,
            Consumer<Limit> hits) {
        this.handler =
                new InternalHandler(path -> Optional.ofNullable(open.get(path)).or(() -> guarded.at(path)));
        this.guarded = guarded;
        this.callers = callers;
        this.sockets = sockets;
        this.timeout = timeout;
        this.date = date;
        this.hits = hits;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (!takesPlace(channel)) {
            channel.close();
            return;
        }
        Exchange exchange = Exchange.addTo(channel.pipeline(), new HttpDecoderConfig(), date);
        channel.pipeline().addFirst(new RequestTimeout(exchange, timeout, () -> hits.accept(Limit.PUSH_TIMEOUT)));
        channel.pipeline()
                .addLast(new CallerGuard(callers, guarded::isOfPage, hits))
                .addLast(new BodyGuard(guarded, MAX_BODY_BYTES))
                .addLast(new BodyLimit(MAX_BODY_BYTES))
                .addLast(new IdleClose())
                .addLast(handler);
    }

    private boolean takesPlace(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) {
            return false; // The socket is already closed.
        }
        SocketPlace place = new SocketPlace(sockets);
        Limit exceeded = place.take(NetUtil.toAddressString(peer.getAddress()));
        if (exceeded != null) {
            hits.accept(exceeded);
            return false;
        }
        channel.closeFuture().addListener(closed -> place.release());
        return true;
    }

    private static final class IdleClose extends IdleStateHandler {
        IdleClose() {
            super(0, 0, IDLE_SECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            context.close();
        }
    }
}
