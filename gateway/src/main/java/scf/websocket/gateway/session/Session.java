package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.deflate.DeflatedMessage;

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

    /** RFC 6455 §7.4.2. What the decoder lets through below has a meaning; above is none, and no peer could be answered with it. */
    private static final int LAST_CLOSE_CODE = 4999;

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
    private final Inbound inbound;
    private final Uplink uplink;
    private final Outbound outbound;
    private final Traffic traffic;
    private State state = State.CONNECTING;
    private @Nullable Heartbeat heartbeat;

    /** Kept until the last message is through and cleanup may run. */
    private @Nullable Ending ending;

    private CleanupQueue.@Nullable Expected cleanup;

    private @Nullable ClosingHandshake goodbye;

    Session(SessionServices services, Api api, String id, String address, Channel channel) {
        this.services = services;
        this.api = api;
        this.id = id;
        this.channel = channel;
        this.inbound = new Inbound(this, now());
        this.uplink = new Uplink(this, api);
        this.outbound = new Outbound(channel);
        this.traffic = new Traffic(address);
        api.usage().begin();
    }

    long now() {
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

    /** Register has accepted and the 101 is written. */
    void opened() {
        state = State.OPEN;
        services.metrics().connectionOpened();
        EarlyFrames before = outbound.opened(api.settings().sendQueueBytes());
        heartbeat = new Heartbeat(this, channel.eventLoop(), api.settings());
        traffic.opened(before == null ? 0 : before.size());
        Ending requested = before == null ? null : before.ending();
        if (requested != null) {
            close(requested);
        }
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** The connection never opened. Cleanup runs if register may have recorded it. */
    void abandoned(CloseCause cause, boolean recorded) {
        state = State.CLOSED;
        outbound.forgetEarly();
        if (recorded) {
            CleanupQueue.Expected expected = services.cleanups().expect(api, id);
            services.registry().remove(this);
            services.access().ended(api, id, traffic, Ending.without(cause));
            services.cleanups().submit(expected, Ending.without(cause), () -> {});
        } else {
            services.registry().remove(this);
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
        return outbound.early(api.settings().sendQueueBytes());
    }

    private SendOutcome write(OutboundFrame frame) {
        if (!outbound.isWritable()) {
            // The close frame goes behind what waits; the close timeout ends a socket that takes none of it.
            close(CloseCause.SLOW_CONSUMER);
            return SendOutcome.SLOW;
        }
        outbound.write(frame);
        traffic.sent();
        if (heartbeat != null) {
            heartbeat.messageSent();
        }
        return SendOutcome.DELIVERED;
    }

    /** Event loop only. */
    public void flush() {
        outbound.flush();
    }

    Outbound outbound() {
        return outbound;
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

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (state == State.OPEN) {
            outbound.writabilityChanged();
        }
    }

    private void received(WebSocketFrame frame) {
        if (state == State.OPEN && outbound.isDeflated() && DeflatedMessage.hasWrongBits(frame)) {
            close(CloseCause.PROTOCOL_ERROR);
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state == State.OPEN) {
            inbound.received(frame);
        }
        // Else data that crossed our close frame: RFC 6455 §5.5.1 lets us drop it.
    }

    void messageReceived(byte[] event) {
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
        closing(how).begin(how);
        return true;
    }

    private void closeReceived(CloseWebSocketFrame close) {
        if (state == State.OPEN && close.statusCode() > LAST_CLOSE_CODE) {
            close(CloseCause.PROTOCOL_ERROR);
        } else if (state == State.OPEN) {
            closing(Ending.byClient(close)).answer(close);
        } else if (goodbye != null) {
            goodbye.answered();
        }
    }

    private ClosingHandshake closing(Ending how) {
        state = State.CLOSING;
        services.registry().closeBegins();
        ClosingHandshake begun = new ClosingHandshake(channel, api.settings());
        goodbye = begun;
        ended(how);
        return begun;
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
            inbound.unreadable(cause);
            close(cause);
            if (goodbye != null) {
                goodbye.ignoreFrames();
            }
        }
    }

    private void ended(Ending how) {
        ending = how;
        services.metrics().connectionClosed(how.cause().wireName(), EndStatus.of(how));
        services.access().ended(api, id, traffic, how);
        // In this order, so that a gateway that stops never sees a moment without anything left to do.
        cleanup = services.cleanups().expect(api, id);
        services.registry().remove(this);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        outbound.forgetPing();
        inbound.end();
        if (!how.cause().deliversWaitingEvents()) {
            uplink.drop();
        }
        uplinkEmpty();
    }

    /** The last message may be through: if the connection has ended, it is cleanup's turn. */
    void uplinkEmpty() {
        Ending how = ending;
        CleanupQueue.Expected expected = cleanup;
        if (how != null && expected != null && uplink.isEmpty()) {
            ending = null;
            cleanup = null;
            ClosingHandshake waiting = api.settings().cleanupFirst() ? goodbye : null;
            services.cleanups().submit(expected, how, waiting == null ? () -> {} : waiting::cleanedUp);
            api.usage().end();
        }
    }
}
