package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.Executor;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.route.Api;

/**
 * One connection: its state, its events in order, its frames out, its end. Everything runs on the channel's event loop, so there
 * are no locks; {@link #onEventLoop} is the way in from elsewhere. {@link SessionState} says which states there are.
 *
 * <p>The end of an open connection (or of one that never opened, but that register may have recorded) leads to exactly one cleanup,
 * after the last message.
 */
public final class Session extends ChannelInboundHandlerAdapter implements LiveConnection {
    private final SessionContext context;
    private final SessionCore core;

    /** @param address the client's */
    public Session(SessionServices services, Api api, String id, String address, Channel channel) {
        this.context = SessionContext.of(services, api, id, address, channel);
        this.core = new SessionCore(context, new SessionEnd(context, this));
    }

    @Override
    public String id() {
        return context.id();
    }

    /** The API that it came in by. */
    public Api api() {
        return context.api();
    }

    @Override
    public String apiId() {
        return context.api().apiId();
    }

    @Override
    public Executor eventLoop() {
        return context.loop().executor();
    }

    @Override
    public void onEventLoop(Runnable task) {
        context.loop().execute(task);
    }

    SessionContext context() {
        return context;
    }

    SessionCore core() {
        return core;
    }

    // ---- opening

    /**
     * Upgrades the channel, and has its frames decoded at this session's pace.
     *
     * @param deflated whether client and gateway may compress what they send
     */
    public WebSocketServerHandshaker13 handshaker(boolean deflated) {
        if (deflated) {
            context.outbound().deflate();
        }
        WebSocketDecoderConfig config = context.api().frames().config(deflated);
        PacedFrameDecoder decoder = decoder(config);
        return new WebSocketServerHandshaker13("", null, config) {
            @Override
            protected WebSocketFrameDecoder newWebsocketDecoder() {
                return decoder;
            }
        };
    }

    /** Decodes at this session's pace. */
    PacedFrameDecoder decoder(WebSocketDecoderConfig config) {
        PacedFrameDecoder decoder = new PacedFrameDecoder(config, core);
        core.reading().paces(decoder);
        return decoder;
    }

    /** @param listener told when the handshake is decided, one way or the other; must not throw */
    public void whenDecided(Runnable listener) {
        core.whenDecided(listener);
    }

    /** Whether the handshake is not decided yet. */
    public boolean isConnecting() {
        return core.state().isConnecting();
    }

    /** Register has accepted and the 101 is written. */
    public void opened() {
        core.opened();
    }

    /** The connection never opened. Cleanup runs if register may have recorded it. */
    public void abandoned(CloseCause cause, boolean recorded) {
        core.abandoned(cause, recorded);
    }

    /** As {@link #abandoned(CloseCause, boolean)}, after register was asked: it may still be at work, and store the connection. */
    public void abandoned(CloseCause cause, InvocationOutcome register) {
        core.abandoned(cause, register);
    }

    // ---- for others

    @Override
    public SendOutcome send(OutboundFrame frame) {
        return core.send(frame);
    }

    @Override
    public void flush() {
        context.outbound().flush();
    }

    @Override
    public boolean close(CloseCause cause) {
        return core.close(cause);
    }

    @Override
    public boolean close(CloseCause cause, int closeCode, String closeReason) {
        return core.state().close(CloseDetails.by(cause, closeCode, closeReason));
    }

    // ---- the socket

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                core.received(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        core.readEnded();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        core.state().writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == SendQueue.CUT_OFF) {
            core.close(CloseCause.SLOW_CONSUMER);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        core.socketEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        CloseCause cause = FrameErrors.causeOf(failure);
        if (cause != CloseCause.CONNECTION_LOST) {
            core.unreadable(cause);
        } else if (failure instanceof IOException) {
            context.channel().close();
        } else {
            context.loop().cut(failure);
        }
    }
}
