package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.MessageRate;

/**
 * One connection: its state, its events in order, its frames out, its end. Everything runs on the channel's event loop, so there
 * are no locks; {@link #onEventLoop} is the way in from elsewhere.
 *
 * <pre>
 * CONNECTING ──101──▶ OPEN ──close frame, either way──▶ CLOSING ──socket closed──▶ CLOSED
 *      └────────────────┴───────────socket lost──────────────────────────────────────▲
 * </pre>
 *
 * The end of OPEN (or of a CONNECTING that register may have recorded) leads to exactly one cleanup, after the last message.
 */
public final class Session extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final SessionServices services;
    private final Api api;
    private final String id;
    private final Channel channel;
    private final Uplink uplink;
    private State state = State.CONNECTING;

    private final Traffic traffic;
    private final @Nullable MessageRate rate;
    private boolean deflate;
    private @Nullable MessageAssembler fragments;
    private @Nullable EarlyFrames early;
    private @Nullable Heartbeat heartbeat;

    /** Kept until the last message is through and cleanup may run. */
    private @Nullable Ending ending;

    Session(SessionServices services, Api api, String id, String address, Channel channel) {
        this.services = services;
        this.api = api;
        this.id = id;
        this.channel = channel;
        this.uplink = new Uplink(this, api);
        this.traffic = new Traffic(address);
        this.rate = MessageRate.of(api.settings().rates(), now());
        api.usage().begin();
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    public String id() {
        return id;
    }

    /** The API that it came in by. */
    public Api api() {
        return api;
    }

    SessionServices services() {
        return services;
    }

    /** Where this session's methods may be called. */
    public Executor eventLoop() {
        return channel.eventLoop();
    }

    /**
     * Runs it where this session's methods may be called.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the gateway is too far stopped for that
     */
    public void onEventLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    void later(Runnable task, long delay, TimeUnit unit) {
        channel.eventLoop().schedule(task, delay, unit);
    }

    // ---- opening

    /** The client takes and sends compressed messages. */
    void deflate() {
        deflate = true;
    }

    /** Register has accepted and the 101 is written. */
    void opened() {
        state = State.OPEN;
        services.metrics().connectionOpened();
        boundSendQueue();
        heartbeat = new Heartbeat(this, channel.eventLoop(), api.settings());
        EarlyFrames before = early;
        traffic.opened(before == null ? 0 : before.size());
        if (before != null) {
            early = null;
            before.writeTo(channel, deflate);
            Ending requested = before.ending();
            if (requested != null) {
                close(requested);
            }
        }
    }

    /** The listener has set the bound of the command line, before it was known to which API the client goes. */
    private void boundSendQueue() {
        int limit = api.settings().sendQueueBytes();
        if (limit != channel.config().getWriteBufferHighWaterMark()) {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(limit / 2, limit));
        }
    }

    /** The connection never opened. Cleanup runs if register may have recorded it. */
    void abandoned(CloseCause cause, boolean recorded) {
        state = State.CLOSED;
        early = null;
        if (recorded) {
            services.cleanups().expect();
        }
        services.registry().remove(this);
        if (recorded) {
            services.access().ended(api, id, traffic, Ending.without(cause));
            services.cleanups().submit(api, id, Ending.without(cause));
        } else {
            services.records().closed(id);
        }
        api.usage().end();
    }

    // ---- frames out

    /** Hands a frame to the socket's queue; {@link #flush} sends it. Event loop only. */
    public SendOutcome send(OutboundFrame frame) {
        if (!channel.isActive()) {
            return SendOutcome.GONE;
        }
        SendOutcome outcome = switch (state) {
            // Register has stored the id before it answered: others may write to it before the 101 is out.
            case CONNECTING -> early().add(frame);
            case OPEN -> write(frame);
            case CLOSING, CLOSED -> SendOutcome.GONE;
        };
        if (outcome == SendOutcome.SLOW) {
            services.metrics().limitHit("send-queue");
        }
        return outcome;
    }

    private EarlyFrames early() {
        if (early == null) {
            early = new EarlyFrames(api.settings().sendQueueBytes());
        }
        return early;
    }

    private SendOutcome write(OutboundFrame frame) {
        if (!channel.isWritable()) {
            // The close frame goes behind what waits; the close timeout ends a socket that takes none of it.
            close(CloseCause.SLOW_CONSUMER);
            return SendOutcome.SLOW;
        }
        channel.write(deflate ? frame.shareCompressed() : frame.share(), channel.voidPromise());
        traffic.sent();
        if (heartbeat != null) {
            heartbeat.messageSent();
        }
        return SendOutcome.DELIVERED;
    }

    /** Event loop only. */
    public void flush() {
        channel.flush();
    }

    void ping() {
        channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }

    // ---- frames in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                received(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Bytes count, not frames: while a large one arrives, no pong can come between. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (heartbeat != null) {
            heartbeat.bytesReceived();
        }
    }

    private void received(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state != State.OPEN) {
            return; // Data that crossed our close frame: RFC 6455 §5.5.1 lets us drop it.
        } else if (deflate && DeflatedMessage.hasWrongBits(frame)) {
            close(CloseCause.PROTOCOL_ERROR);
        } else if (exceedsRate(frame)) {
            close(CloseCause.RATE_LIMIT);
        } else if (frame instanceof PingWebSocketFrame) {
            channel.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), channel.voidPromise());
        } else if (!(frame instanceof PongWebSocketFrame)) {
            dataReceived(frame);
        }
    }

    private boolean exceedsRate(WebSocketFrame frame) {
        if (rate == null || frame instanceof PongWebSocketFrame) {
            return false;
        }
        Limit exceeded = rate.exceededBy(frame.content().readableBytes(), frame.isFinalFragment(), now());
        if (exceeded != null) {
            services.metrics().limitHit(exceeded.label());
        }
        return exceeded != null;
    }

    private void dataReceived(WebSocketFrame frame) {
        // Made when needed and forgotten at once: most of the time there is none, and a million connections share the
        // heap.
        MessageAssembler assembler =
                fragments == null ? new MessageAssembler(api.settings().maxMessageBytes()) : fragments;
        MessageAssembler.Result result = assembler.add(frame);
        fragments = result instanceof MessageAssembler.Incomplete ? assembler : null;
        if (result instanceof MessageAssembler.Rejected rejected) {
            countTooLarge(rejected.cause(), Limit.MAX_MESSAGE);
            close(rejected.cause());
        } else if (result instanceof MessageAssembler.Text text) {
            messageReceived(services.events().text(id, text.text()));
        } else if (result instanceof MessageAssembler.Binary binary) {
            messageReceived(services.events().binary(id, binary.bytes()));
        }
    }

    private void countTooLarge(CloseCause cause, Limit limit) {
        if (cause == CloseCause.TOO_LARGE) {
            services.metrics().limitHit(limit.label());
        }
    }

    private void messageReceived(byte[] event) {
        traffic.received();
        if (heartbeat != null) {
            heartbeat.messageReceived();
        }
        uplink.add(event);
    }

    // ---- back-pressure

    void pauseReading() {
        if (state == State.OPEN) {
            channel.config().setAutoRead(false);
        }
    }

    void resumeReading() {
        if (!isReading()) {
            if (heartbeat != null) {
                heartbeat.readingResumed();
            }
            channel.config().setAutoRead(true);
        }
    }

    boolean isReading() {
        return channel.config().isAutoRead();
    }

    /** Whether messages of the client are not through yet. */
    boolean isWorking() {
        return !uplink.isEmpty();
    }

    /** One read although reading is paused: otherwise nobody would notice that the socket has ended. */
    void readOnce() {
        if (uplink.hasRoom()) {
            channel.read();
        } else {
            close(CloseCause.OVERLOADED);
        }
    }

    // ---- the end

    /**
     * Closes with the code and reason that belong to the cause. Event loop only.
     *
     * @return false if it has ended, or is about to
     */
    public boolean close(CloseCause cause) {
        return close(cause, cause.closeCode(), cause.closeReason());
    }

    /**
     * Closes with a code and reason of the caller's. Event loop only.
     *
     * @return false if it has ended, or is about to
     */
    public boolean close(CloseCause cause, int closeCode, String closeReason) {
        return close(Ending.by(cause, closeCode, closeReason));
    }

    private boolean close(Ending how) {
        if (state == State.CONNECTING) {
            return channel.isActive() && early().end(how);
        }
        if (state != State.OPEN) {
            return false;
        }
        closing(how);
        if (how.closeCode() == null) {
            channel.close();
        } else {
            String reason = how.closeReason() == null ? "" : how.closeReason();
            channel.writeAndFlush(new CloseWebSocketFrame(how.closeCode(), reason), channel.voidPromise());
            channel.config().setAutoRead(true);
            later(() -> channel.close(), api.settings().closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void closeReceived(CloseWebSocketFrame close) {
        if (state == State.OPEN) {
            int code = close.statusCode();
            String reason = close.reasonText();
            closing(new Ending(
                    CloseCause.CLIENT_CLOSE,
                    code < 0 ? null : code,
                    reason == null || reason.isEmpty() ? null : reason));
            channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    private void closing(Ending how) {
        state = State.CLOSING;
        services.registry().closeBegins();
        ended(how);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.OPEN) {
            ended(Ending.without(CloseCause.CONNECTION_LOST));
        } else if (state == State.CLOSING) {
            services.registry().closeEnds();
        }
        state = State.CLOSED;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        CloseCause cause = FrameErrors.causeOf(failure);
        if (cause == CloseCause.CONNECTION_LOST) {
            if (!(failure instanceof IOException)) {
                LOG.error("connection {} is cut after an internal error", id, failure);
            }
            channel.close();
        } else {
            countTooLarge(
                    cause,
                    api.settings().maxFrameBytes() < api.settings().maxMessageBytes()
                            ? Limit.MAX_FRAME
                            : Limit.MAX_MESSAGE);
            close(cause);
            // What follows a broken frame cannot be understood. It is still read, because a socket that is closed with
            // unread
            // bytes is reset, and the client would never see why.
            if (channel.pipeline().get(WebSocketFrameDecoder.class) != null) {
                channel.pipeline().remove(WebSocketFrameDecoder.class);
            }
        }
    }

    private void ended(Ending how) {
        ending = how;
        services.metrics().connectionClosed(how.cause().wireName(), EndStatus.of(how));
        services.access().ended(api, id, traffic, how);
        // In this order, so that a gateway that stops never sees a moment without anything left to do.
        services.cleanups().expect();
        services.registry().remove(this);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        fragments = null;
        if (!how.cause().deliversWaitingEvents()) {
            uplink.drop();
        }
        uplinkEmpty();
    }

    /** The last message may be through: if the connection has ended, it is cleanup's turn. */
    void uplinkEmpty() {
        Ending how = ending;
        if (how != null && uplink.isEmpty()) {
            ending = null;
            services.cleanups().submit(api, id, how);
            api.usage().end();
        }
    }
}
