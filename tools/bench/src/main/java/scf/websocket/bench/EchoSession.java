package scf.websocket.bench;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;

/**
 * A minimal session: found by its id, it echoes texts and answers pings and close frames. Confined to the event loop of its channel.
 */
final class EchoSession extends ChannelInboundHandlerAdapter {
    private final String id;
    private final ConcurrentMap<String, EchoSession> registry;

    private EchoSession(String id, ConcurrentMap<String, EchoSession> registry) {
        this.id = id;
        this.registry = registry;
    }

    /** A session with an id of 32 characters, as in the gateway. */
    static EchoSession open(ConcurrentMap<String, EchoSession> registry) {
        EchoSession session = new EchoSession(UUID.randomUUID().toString().replace("-", ""), registry);
        registry.put(session.id, session);
        return session;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof TextWebSocketFrame) {
            context.writeAndFlush(message, context.voidPromise());
        } else if (message instanceof PingWebSocketFrame ping) {
            context.writeAndFlush(new PongWebSocketFrame(ping.content()), context.voidPromise());
        } else if (message instanceof CloseWebSocketFrame) {
            context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        registry.remove(id, this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
