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
 * The least that a session is: found by its id, answers text with the same text, ping with pong, close with close. On its channel's
 * event loop alone.
 */
final class EchoSession extends ChannelInboundHandlerAdapter {
    private final String id;
    private final ConcurrentMap<String, EchoSession> registry;

    private EchoSession(String id, ConcurrentMap<String, EchoSession> registry) {
        this.id = id;
        this.registry = registry;
    }

    /** A session under an id of 32 characters, as the gateway's are. */
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
