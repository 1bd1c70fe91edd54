package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.function.InvocationOutcome;

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
    private static final long BUSY_RETRY_MILLIS = 50;
    private static final int MAX_WAITING_BYTES = 1 << 20;

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
    private State state = State.CONNECTING;

    private boolean invoking;
    private @Nullable WaitingEvents waiting;
    private @Nullable MessageAssembler fragments;
    private @Nullable EarlyFrames early;
    private @Nullable Heartbeat heartbeat;
    private @Nullable Ending ending;

    /** How the connection ended, kept until its last message is through and cleanup may run. */
    private record Ending(
            CloseCause cause,
            @Nullable Integer closeCode,
            @Nullable String closeReason) {}

    Session(SessionServices services, Api api, String id, Channel channel) {
        this.services = services;
        this.api = api;
        this.id = id;
        this.channel = channel;
    }

    public String id() {
        return id;
    }

    Api api() {
        return api;
    }

    SessionServices services() {
        return services;
    }

    /** Runs it where this session's methods may be called. False if the gateway is too far stopped for that. */
    public void onEventLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    // ---- opening

    /** Register has accepted and the 101 is written. */
    void opened() {
        state = State.OPEN;
        services.metrics().connectionOpened();
        heartbeat = new Heartbeat(this, channel.eventLoop(), services.settings());
        if (early != null) {
            early.writeTo(channel);
            if (early.closeRequested()) {
                close(CloseCause.KICK);
            }
            early = null;
        }
    }

    /** The connection never opened. Cleanup runs if register may have recorded it. */
    void abandoned(CloseCause cause, boolean recorded) {
        state = State.CLOSED;
        early = null;
        services.registry().remove(this);
        if (recorded) {
            services.cleanups().submit(api, id, cause, null, null);
        }
    }

    // ---- frames out

    /** Hands a frame to the socket's queue; {@link #flush} sends it. Event loop only. */
    public SendOutcome send(OutboundFrame frame) {
        return switch (state) {
            // Register has stored the id before it answered: others may write to it before the 101 is out.
            case CONNECTING -> early().add(frame) ? SendOutcome.DELIVERED : SendOutcome.SLOW;
            case OPEN -> write(frame);
            case CLOSING, CLOSED -> SendOutcome.GONE;
        };
    }

    private EarlyFrames early() {
        if (early == null) {
            early = new EarlyFrames(services.settings().sendQueueBytes());
        }
        return early;
    }

    private SendOutcome write(OutboundFrame frame) {
        if (!channel.isActive()) {
            return SendOutcome.GONE;
        }
        if (!channel.isWritable()) {
            close(CloseCause.SLOW_CONSUMER);
            return SendOutcome.SLOW;
        }
        channel.write(frame.share(), channel.voidPromise());
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

    private void received(WebSocketFrame frame) {
        if (heartbeat != null) {
            heartbeat.frameReceived();
        }
        if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state != State.OPEN) {
            return; // Data that crossed our close frame: RFC 6455 §5.5.1 lets us drop it.
        } else if (frame instanceof PingWebSocketFrame) {
            channel.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), channel.voidPromise());
        } else if (!(frame instanceof PongWebSocketFrame)) {
            dataReceived(frame);
        }
    }

    private void dataReceived(WebSocketFrame frame) {
        if (fragments == null) {
            fragments = new MessageAssembler(services.settings().maxMessageBytes());
        }
        MessageAssembler.Result result = fragments.add(frame);
        if (result instanceof MessageAssembler.Rejected rejected) {
            close(rejected.cause());
        } else if (result instanceof MessageAssembler.Text text) {
            messageReceived(services.events().text(id, text.text()));
        } else if (result instanceof MessageAssembler.Binary binary) {
            messageReceived(services.events().binary(id, binary.bytes()));
        }
        if (fragments.isIdle()) {
            fragments = null; // Most of the time there is none, and a million connections share the heap.
        }
    }

    // ---- events, in order, one at a time

    private void messageReceived(byte[] event) {
        if (heartbeat != null) {
            heartbeat.messageReceived();
        }
        if (!invoking) {
            invoke(event);
            return;
        }
        if (waiting == null) {
            waiting = new WaitingEvents();
        }
        waiting.add(event);
        if (waiting.size() >= services.settings().maxWaitingEvents() || waiting.bytes() >= MAX_WAITING_BYTES) {
            channel.config().setAutoRead(false);
        }
    }

    private void invoke(byte[] event) {
        invoking = true;
        api.transmission().invoke(event).thenAccept(outcome -> onEventLoop(() -> transmitted(event, outcome)));
    }

    private void transmitted(byte[] event, InvocationOutcome outcome) {
        invoking = false;
        if (outcome instanceof InvocationOutcome.Busy) {
            retryWhenLessBusy(event);
            return;
        }
        if (!(outcome instanceof InvocationOutcome.Answered)) {
            LOG.warn("transmission failed for {}: {}", id, outcome);
            waiting = null;
            close(CloseCause.FUNCTION_FAILED);
        }
        next();
    }

    /** The event was not seen by any instance, so nothing is out of order yet. The client waits meanwhile. */
    private void retryWhenLessBusy(byte[] event) {
        if (waiting == null) {
            waiting = new WaitingEvents();
        }
        waiting.putBack(event);
        invoking = true;
        channel.config().setAutoRead(false);
        channel.eventLoop()
                .schedule(
                        () -> {
                            invoking = false;
                            next();
                        },
                        BUSY_RETRY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void next() {
        byte[] event = waiting == null ? null : waiting.poll();
        if (event != null) {
            invoke(event);
        } else {
            waiting = null;
            cleanUpIfEnded();
        }
        if (waiting == null || waiting.size() <= services.settings().maxWaitingEvents() / 2) {
            resumeReading();
        }
    }

    private void resumeReading() {
        if (!channel.config().isAutoRead()) {
            if (heartbeat != null) {
                heartbeat.readingResumed();
            }
            channel.config().setAutoRead(true);
        }
    }

    boolean isReading() {
        return channel.config().isAutoRead();
    }

    // ---- the end

    /** Closes with the code and reason that belong to the cause. Event loop only; harmless if it has ended. */
    public void close(CloseCause cause) {
        close(cause, cause.closeCode(), cause.closeReason());
    }

    /** Closes with a code and reason of the caller's. Event loop only; harmless if it has ended. */
    public void close(CloseCause cause, int closeCode, String closeReason) {
        if (state == State.CONNECTING) {
            early().requestClose();
            return;
        }
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        boolean silent = closeCode == CloseCause.NO_CLOSE_FRAME;
        if (silent) {
            channel.close();
        } else {
            channel.writeAndFlush(new CloseWebSocketFrame(closeCode, closeReason), channel.voidPromise());
            channel.config().setAutoRead(true);
            long timeout = services.settings().closeTimeout().toMillis();
            channel.eventLoop().schedule(() -> channel.close(), timeout, TimeUnit.MILLISECONDS);
        }
        ended(new Ending(cause, silent ? null : closeCode, closeReason.isEmpty() ? null : closeReason));
    }

    private void closeReceived(CloseWebSocketFrame close) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            int code = close.statusCode();
            channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                    .addListener(ChannelFutureListener.CLOSE);
            String reason = close.reasonText();
            ended(new Ending(
                    CloseCause.CLIENT_CLOSE,
                    code < 0 ? null : code,
                    reason == null || reason.isEmpty() ? null : reason));
        } else {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.OPEN) {
            ended(new Ending(CloseCause.CONNECTION_LOST, null, null));
        }
        state = State.CLOSED;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        CloseCause cause = FrameErrors.causeOf(failure);
        if (cause != CloseCause.CONNECTION_LOST && state == State.OPEN) {
            close(cause);
        } else {
            channel.close();
        }
    }

    private void ended(Ending how) {
        ending = how;
        services.metrics().connectionClosed(how.cause().wireName());
        services.registry().remove(this);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        fragments = null;
        if (!how.cause().deliversWaitingEvents()) {
            waiting = null;
        }
        cleanUpIfEnded();
    }

    private void cleanUpIfEnded() {
        Ending how = ending;
        if (how != null && !invoking && waiting == null) {
            ending = null;
            services.cleanups().submit(api, id, how.cause(), how.closeCode(), how.closeReason());
        }
    }
}
