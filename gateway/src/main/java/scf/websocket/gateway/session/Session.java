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
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.route.Api;

/**
 * A WebSocket connection: its state, its ordered events, its outgoing frames, and its end. Runs on the channel's event
 * loop without locks; use {@link #onEventLoop} from other threads. {@link SessionState} documents the states.
 *
 * <p>Each connection that was open, or that register may have stored, gets exactly one cleanup after its last message.
 */
public final class Session extends ChannelInboundHandlerAdapter implements LiveConnection {
    private final SessionContext context;
    private final SessionCore core;

    /**
     * @param address of the client
     * @param trace that the handshake named; null for none
     */
    public Session(
            SessionServices services,
            Api api,
            String id,
            String address,
            Channel channel,
            @Nullable TraceParent trace) {
        this.context = SessionContext.of(services, api, id, address, channel, trace);
        this.core = new SessionCore(context, new SessionEnd(context, this));
    }

    @Override
    public String id() {
        return context.id();
    }

    /** Returns the trace that the handshake named; null for none. */
    public @Nullable TraceParent trace() {
        return context.trace();
    }

    /** Returns its API. */
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
     * Creates the handshaker, whose decoder this session controls.
     *
     * @param deflated whether compression was negotiated
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

    /** Creates the frame decoder that this session controls. */
    PacedFrameDecoder decoder(WebSocketDecoderConfig config) {
        PacedFrameDecoder decoder = new PacedFrameDecoder(config, core);
        core.reading().paces(decoder);
        return decoder;
    }

    /** @param listener called once the handshake has succeeded or failed; must not throw */
    public void whenDecided(Runnable listener) {
        core.whenDecided(listener);
    }

    /** Whether the handshake is still in progress. */
    public boolean isConnecting() {
        return core.state().isConnecting();
    }

    /**
     * Register has accepted, and the 101 is written.
     *
     * @param answer of register
     */
    public void opened(Extensions.Answer answer) {
        core.opened(answer);
    }

    /** The handshake failed. Cleanup runs if register may have stored the connection. */
    public void abandoned(CloseCause cause, boolean recorded) {
        core.abandoned(cause, recorded);
    }

    /**
     * Like {@link #abandoned(CloseCause, boolean)}, but after register was invoked: it may still be running and may
     * store the connection.
     */
    public void abandoned(CloseCause cause, InvocationOutcome register) {
        core.abandoned(cause, register);
    }

    // ---- for others

    @Override
    public ConnectionDetails details() {
        return new ConnectionDetails(
                context.stats().address(),
                context.stats().isOpened(),
                Duration.ofNanos(context.stats().ageNanos(context.loop().now())),
                context.stats().in(),
                context.stats().out(),
                core.contextBytes());
    }

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

    @Override
    public void pauseReading(boolean paused) {
        core.pauseReading(paused);
    }

    @Override
    public void cut() {
        context.channel().close();
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
