package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.LastStores;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionPlace;
import scf.websocket.gateway.connection.EndStatus;
import scf.websocket.gateway.connection.Ending;
import scf.websocket.gateway.connection.Traffic;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.security.TlsHandler;

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

    /** What may be read beyond a frame, while reading is paused, to see whether the client is still there. */
    private static final int READ_AHEAD_BYTES = 128 * 1024;

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
    private final HeldBytes held;
    private final @Nullable ConnectionPlace place;
    private State state = State.CONNECTING;
    private @Nullable Heartbeat heartbeat;

    /** Kept until the last message is through and cleanup may run. */
    private @Nullable Ending ending;

    private CleanupQueue.@Nullable Expected cleanup;

    private @Nullable ClosingHandshake goodbye;

    /** Null before the 101. */
    private @Nullable PacedFrameDecoder frames;

    private @Nullable IncompleteMessage incomplete;

    /** Completes when the functions that did not answer cannot store this connection any more. */
    private @Nullable CompletableFuture<Boolean> lastStore;

    /** Told when the handshake is decided, one way or the other. */
    private Runnable decided = () -> {};

    public Session(SessionServices services, Api api, String id, String address, Channel channel) {
        this.services = services;
        this.api = api;
        this.id = id;
        this.channel = channel;
        TlsHandler tls = channel.pipeline().get(TlsHandler.class);
        this.held = new HeldBytes(
                services.waiting(), api.settings().maxMessageBytes(), tls == null ? () -> 0 : tls::heldBytes);
        this.inbound = new Inbound(this, now());
        this.uplink = new Uplink(this, api);
        this.outbound = new Outbound(channel);
        this.traffic = new Traffic(address);
        this.place = ConnectionPlace.of(channel);
        api.usage().begin();
        if (place != null) {
            place.hold();
        }
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
        channel.eventLoop().execute(() -> guarded(task));
    }

    void later(Runnable task, long delay, TimeUnit unit) {
        channel.eventLoop().schedule(() -> guarded(task), delay, unit);
    }

    /** Whatever is thrown ends the connection in public: an event loop would swallow it, and leave the client in silence. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            LOG.error("connection {} is cut after an internal error", id, thrown);
            channel.close();
        }
    }

    // ---- opening

    /**
     * Upgrades the channel, and has its frames decoded at this session's pace.
     *
     * @param deflated whether client and gateway may compress what they send
     */
    public WebSocketServerHandshaker13 handshaker(boolean deflated) {
        if (deflated) {
            outbound.deflate();
        }
        return FrameDecoders.handshaker(api.frames().config(deflated), this);
    }

    /** Register has accepted and the 101 is written. */
    public void opened() {
        state = State.OPEN;
        decided.run();
        services.metrics().connectionOpened();
        EarlyFrames before = outbound.opened(api.settings().sendQueueBytes());
        heartbeat = new Heartbeat(this, channel.eventLoop(), api.settings());
        traffic.opened(before == null ? 0 : before.size());
        Ending requested = before == null ? null : before.ending();
        if (requested != null) {
            close(requested);
        }
    }

    /** @param listener must not throw */
    public void whenDecided(Runnable listener) {
        decided = listener;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** The connection never opened. Cleanup runs if register may have recorded it. */
    public void abandoned(CloseCause cause, boolean recorded) {
        abandoned(cause, recorded, null);
    }

    /** As {@link #abandoned(CloseCause, boolean)}, after register was asked: it may still be at work, and store the connection. */
    public void abandoned(CloseCause cause, InvocationOutcome register) {
        functionEnded(register);
        abandoned(cause, true, lastStore);
    }

    private void abandoned(CloseCause cause, boolean recorded, @Nullable CompletableFuture<Boolean> last) {
        state = State.CLOSED;
        decided.run();
        outbound.forgetEarly();
        if (recorded) {
            CleanupQueue.Expected expected = services.cleanups().expect(api, id);
            services.registry().remove(this);
            services.access().ended(api.apiId(), id, traffic, Ending.without(cause));
            services.cleanups().submit(expected, Ending.without(cause), () -> {}, last);
        } else {
            services.registry().remove(this);
            services.records().closed(id);
        }
        over();
    }

    /** Nothing of it is left but its cleanup: it does not count as a connection any more. */
    private void over() {
        api.usage().end();
        if (place != null) {
            place.leave();
        }
    }

    /** A function was called for this connection. Event loop only. */
    void functionEnded(InvocationOutcome outcome) {
        if (outcome.mayStillRun()) {
            lastStore = LastStores.later(lastStore, services.cleanups().lastStore(outcome));
        }
    }

    // ---- frames out

    /** Hands a frame to the socket's queue; {@link #flush} sends it. Event loop only. */
    public SendOutcome send(OutboundFrame frame) {
        if (!channel.isActive()) {
            return SendOutcome.GONE;
        }
        SendOutcome outcome = switch (state) {
            case CONNECTING -> outbound.sendEarly(frame, api.settings().sendQueueBytes());
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
        inbound.readEnded();
        if (heartbeat != null) {
            heartbeat.bytesReceived();
        }
        watchReceived();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (state == State.OPEN) {
            outbound.writabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == SendQueue.CUT_OFF) {
            close(CloseCause.SLOW_CONSUMER);
        }
        context.fireUserEventTriggered(event);
    }

    private void received(WebSocketFrame frame) {
        if ((state == State.OPEN || isDue()) && outbound.isDeflated() && DeflatedMessage.hasWrongBits(frame)) {
            fail(CloseCause.PROTOCOL_ERROR);
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state == State.OPEN || isDue()) {
            inbound.received(frame);
        }
        // Else data that crossed our close frame: RFC 6455 §5.5.1 lets us drop it.
        if (state == State.CLOSING && !hasRest()) {
            restEnded();
        }
    }

    void messageReceived(byte[] event) {
        traffic.received();
        if (heartbeat != null) {
            heartbeat.messageReceived();
        }
        uplink.add(event);
    }

    /** We are closing, and the frame at hand came before that. */
    private boolean isDue() {
        return state == State.CLOSING && frames != null && frames.isDelivering();
    }

    /** A frame that came before the socket ended, and is decoded only now. */
    void receivedBeforeEnd(WebSocketFrame frame) {
        try {
            if (frame instanceof CloseWebSocketFrame
                    || (outbound.isDeflated() && DeflatedMessage.hasWrongBits(frame))) {
                dropRest();
            } else {
                inbound.received(frame);
            }
        } finally {
            frame.release();
        }
    }

    /** All that came before the socket ended is decoded. */
    void restEnded() {
        inbound.end();
        uplinkEmpty();
    }

    /** Nothing will be read or decoded any more. */
    boolean isOver() {
        return (state == State.CLOSING || state == State.CLOSED) && !hasRest();
    }

    /** Whether bytes that came before the socket ended wait to be decoded. */
    boolean hasRest() {
        return frames != null && frames.hasRest();
    }

    private void dropRest() {
        if (frames != null && frames.hasRest()) {
            frames.drop();
            inbound.end();
        }
    }

    // ---- back-pressure

    HeldBytes held() {
        return held;
    }

    /** Will be told when frames may be decoded. */
    void paces(PacedFrameDecoder decoder) {
        frames = decoder;
    }

    /** The decoder holds that many bytes. */
    void undecoded(int bytes) {
        held.undecoded(bytes);
        watchReceived();
    }

    /** What was received and is no message yet may be more than before. */
    private void watchReceived() {
        if (state != State.OPEN) {
            return;
        }
        if (held.received() > 0) {
            if (incomplete == null) {
                incomplete = new IncompleteMessage(this);
            }
            incomplete.watch();
        }
        if (isReading() && !held.mayReceive()) {
            uplink.updateReading();
        }
    }

    /** Asked before each frame is decoded. */
    boolean admitsFrame() {
        boolean room = mayDecode();
        if (!room) {
            uplink.noRoom();
        }
        return room;
    }

    /** Whether there is room for another event. */
    boolean mayDecode() {
        return held.mayDecode(frames == null ? 0 : frames.waitingBytes(), outbound.isDeflated());
    }

    /** Frames of this connection are not looked at for so long. */
    void rest(long millis) {
        uplink.rest(millis);
    }

    /** No further frame becomes an event, and the socket is not read. */
    void pause() {
        if (frames != null) {
            frames.pause();
        }
        stopReading();
    }

    void stopReading() {
        if (state == State.CLOSING && !hasRest()) {
            resumeReading(); // Its close frame is all that is of interest.
        } else {
            channel.config().setAutoRead(false);
        }
    }

    /**
     * Frames become events again, until {@link #pause}; those that have come already do at once.
     *
     * @return false if that has led to a pause
     */
    boolean decode() {
        return frames == null || frames.resume();
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

    /**
     * One read although reading is paused: otherwise nobody would notice that the socket has ended.
     *
     * @return false if there is no room for it at present
     */
    boolean readOnce() {
        int ahead = frames == null ? 0 : frames.waitingBytes();
        if (!uplink.hasRoom() || ahead >= api.settings().maxFrameBytes() + READ_AHEAD_BYTES) {
            close(CloseCause.OVERLOADED);
            return false;
        }
        if (held.isScarce()) {
            return false;
        }
        channel.read();
        return true;
    }

    /** How many messages were received. */
    long messagesReceived() {
        return traffic.in();
    }

    /** A message has been incomplete for long while others have no room: it will not be waited for. */
    void incompleteTooLong() {
        services.metrics().limitHit(Limit.MAX_WAITING_BYTES.label());
        close(CloseCause.OVERLOADED);
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
        uplink.updateReading();
        return true;
    }

    /** As {@link #close(CloseCause)}, and nothing that came before counts any more. */
    void fail(CloseCause cause) {
        close(cause);
        dropRest();
    }

    private void closeReceived(CloseWebSocketFrame close) {
        if (state == State.OPEN && close.statusCode() > LAST_CLOSE_CODE) {
            close(CloseCause.PROTOCOL_ERROR);
        } else if (state == State.OPEN) {
            closing(Ending.byClient(close)).answer(close);
            uplink.updateReading();
        } else if (goodbye != null) {
            goodbye.answered();
        }
    }

    private ClosingHandshake closing(Ending how) {
        state = State.CLOSING;
        services.registry().closeBegins();
        ClosingHandshake begun = new ClosingHandshake(channel, api.settings());
        goodbye = begun;
        if (frames != null) {
            frames.closing();
        }
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
        if (!hasRest()) {
            restEnded();
        }
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
            fail(cause);
            uplinkEmpty();
            if (goodbye != null) {
                goodbye.ignoreFrames();
            }
        }
    }

    private void ended(Ending how) {
        ending = how;
        // In this order, so that a gateway that stops never sees a moment without anything left to do.
        cleanup = services.cleanups().expect(api, id);
        services.registry().remove(this);
        PortCall.run(
                "counting an end",
                () -> services.metrics().connectionClosed(how.cause().wireName(), EndStatus.of(how)));
        services.access().ended(api.apiId(), id, traffic, how);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        outbound.forgetPing();
        if (!hasRest()) {
            inbound.end();
        }
        if (!how.cause().deliversWaitingEvents()) {
            dropRest();
            uplink.drop();
        }
        uplinkEmpty();
    }

    /** The last message may be through: if the connection has ended, it is cleanup's turn. */
    void uplinkEmpty() {
        Ending how = ending;
        CleanupQueue.Expected expected = cleanup;
        if (how != null && expected != null && uplink.isEmpty() && !hasRest()) {
            ending = null;
            cleanup = null;
            ClosingHandshake waiting = api.settings().cleanupFirst() ? goodbye : null;
            services.cleanups()
                    .submit(
                            expected,
                            how,
                            waiting == null ? () -> {} : waiting::cleanedUp,
                            LastStores.later(lastStore, null));
            over();
        }
    }
}
