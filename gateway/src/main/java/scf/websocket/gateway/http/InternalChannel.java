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

/** Sets up a connection to the internal listener: the push endpoint and what operators read. */
public final class InternalChannel extends ChannelInitializer<SocketChannel> {
    private static final int IDLE_SECONDS = 75;

    /** Of a request that is no push: what anybody may read has no body. */
    private static final int MAX_BODY_BYTES = 1024;

    private final InternalHandler handler;
    private final GuardedEndpoints guarded;
    private final CallerRule callers;
    private final SocketLimit sockets;
    private final Duration timeout;
    private final HttpDate date;
    private final Consumer<Limit> hits;

    /**
     * @param open what anybody may read, by path
     * @param guarded the others; asked for each request
     * @param callers which requests are answered at all
     * @param timeout for a request to be received
     * @param date of the answers
     * @param hits told of each limit that is hit
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
                .addLast(new CallerGuard(callers, hits))
                .addLast(new BodyGuard(guarded, MAX_BODY_BYTES))
                .addLast(new BodyLimit(MAX_BODY_BYTES))
                .addLast(new IdleClose())
                .addLast(handler);
    }

    private boolean takesPlace(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) {
            return false; // It has ended already.
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
