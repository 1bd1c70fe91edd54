package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.InvocationOutcome;

/**
 * The state of one connection, and the mediator between its parts: each part knows it only through its own {@code
 * Owner} interface. Event loop only.
 */
final class SessionCore
        implements Open.Owner,
                ReadControl.Owner,
                PacedFrameDecoder.Owner,
                Inbound.Owner,
                FlowControl.Owner,
                EventQueue.Owner,
                Heartbeat.Owner,
                ReceiveQuota.Owner {
    private final SessionContext context;
    private final SessionEnd end;
    private final ReadControl reading;
    private final Inbound inbound;
    private final FlowControl flow;
    private final EventQueue events;
    private final ReceiveQuota quota;
    private SessionState state;

    /** Called once the handshake has succeeded or failed. */
    private Runnable decided = () -> {};

    SessionCore(SessionContext context, SessionEnd end) {
        this.context = context;
        this.end = end;
        this.reading = new ReadControl(context, this);
        this.inbound = new Inbound(context, this);
        this.flow = new FlowControl(context, reading, this);
        this.events = new EventQueue(context, flow, this);
        this.quota = new ReceiveQuota(context, reading, flow, this);
        this.state = new Connecting(context);
    }

    SessionState state() {
        return state;
    }

    /** Returns the size of the connection's context; 0 if it has none. */
    int contextBytes() {
        return events.contextBytes();
    }

    ReadControl reading() {
        return reading;
    }

    // ---- opening

    void whenDecided(Runnable listener) {
        decided = listener;
    }

    /** @param answer of register */
    void opened(Extensions.Answer answer) {
        state = new Open(context, this, new Heartbeat(context, this));
        decided.run();
        context.services().metrics().connectionOpened();
        // Before the early frames are written, which may end the connection: only an opened connection can end.
        context.stats().opened(context.outbound().earlyFrames(), context.loop().now());
        EarlyFrames before = context.outbound().opened(context.settings().sendQueueBytes());
        CloseDetails requested = before == null ? null : before.requestedClose();
        answered(answer);
        if (requested != null) {
            state.close(requested);
        }
    }

    /** Applies what an answer asks for, before the next event. */
    @Override
    public void answered(Extensions.Answer answer) {
        events.changeContext(answer.extensions().context());
        state.changeHeartbeat(answer.extensions().heartbeat());
        state.changeDeadline(answer.extensions().deadline());
        answer.pushes().run();
    }

    /**
     * Like {@link #abandoned(CloseCause, boolean)}, but after register was invoked: it may still be running and may
     * store the connection.
     */
    void abandoned(CloseCause cause, InvocationOutcome register) {
        end.functionEnded(register);
        abandoned(cause, true);
    }

    /** The handshake failed. Cleanup runs if register may have stored the connection. */
    void abandoned(CloseCause cause, boolean recorded) {
        state = SessionState.CLOSED;
        decided.run();
        context.outbound().forgetEarly();
        if (recorded) {
            end.neverOpened(CloseDetails.without(cause));
        } else {
            end.neverRecorded();
        }
    }

    // ---- frames

    SendOutcome send(OutboundFrame frame) {
        SendOutcome outcome = context.channel().isActive() ? state.send(frame) : SendOutcome.GONE;
        if (outcome == SendOutcome.SLOW) {
            context.services().metrics().limitHit("send-queue");
        }
        return outcome;
    }

    void received(WebSocketFrame frame) {
        boolean counts = state.isOpen() || isDue();
        if (counts && hasWrongBits(frame)) {
            fail(CloseCause.PROTOCOL_ERROR);
        } else if (frame instanceof CloseWebSocketFrame close) {
            state.closeReceived(close);
        } else if (counts) {
            inbound.received(frame);
        }
        // Otherwise drop data that crossed our close frame, as RFC 6455 §5.5.1 allows.
        if (state.isClosing() && !reading.hasRest()) {
            restEnded();
        }
    }

    /** Whether we are closing and the current frame arrived before that. */
    private boolean isDue() {
        return state.isClosing() && reading.isDelivering();
    }

    private boolean hasWrongBits(WebSocketFrame frame) {
        return context.outbound().isDeflated() && DeflatedMessage.hasWrongBits(frame);
    }

    @Override
    public void receivedBeforeEnd(WebSocketFrame frame) {
        try {
            if (frame instanceof CloseWebSocketFrame || hasWrongBits(frame)) {
                dropRest();
            } else {
                inbound.received(frame);
            }
        } finally {
            frame.release();
        }
    }

    @Override
    public boolean takesHeartbeat(MessageAssembler.Result message) {
        HeartbeatRule rule = state.heartbeat();
        if (rule == null || !HeartbeatMessages.isHeartbeat(rule, message)) {
            return false;
        }
        context.stats().received();
        state.messageReceived();
        OutboundFrame reply = HeartbeatMessages.reply(rule, message);
        if (reply != null) {
            send(reply);
            context.outbound().flushSoon();
        }
        return true;
    }

    @Override
    public void messageReceived(byte[] event) {
        context.stats().received();
        state.messageReceived();
        events.add(event);
    }

    void readEnded() {
        inbound.readEnded();
        // Counts bytes rather than frames: a pong cannot interrupt a large frame.
        state.bytesReceived();
        quota.receivedMore();
    }

    // ---- back-pressure

    @Override
    public boolean admitsFrame() {
        return quota.admitsFrame();
    }

    @Override
    public void undecoded(int bytes) {
        context.held().undecoded(bytes);
        quota.receivedMore();
    }

    @Override
    public void rest(long millis) {
        flow.rest(millis);
    }

    void pauseReading(boolean paused) {
        if (paused ? state.isOpen() : flow.isHeld()) {
            flow.hold(paused);
        }
    }

    @Override
    public void readingResumes() {
        state.readingResumes();
    }

    @Override
    public boolean isReading() {
        return reading.isReading();
    }

    @Override
    public boolean isWorking() {
        return !events.isEmpty();
    }

    @Override
    public boolean takesEvents() {
        return events.takesEvents();
    }

    @Override
    public boolean hasRoomForEvents() {
        return events.hasRoom();
    }

    @Override
    public boolean readOnce() {
        return quota.readOnce();
    }

    // ---- the end

    @Override
    public boolean isOpen() {
        return state.isOpen();
    }

    @Override
    public boolean isClosing() {
        return state.isClosing();
    }

    @Override
    public boolean isOver() {
        return !state.isConnecting() && !state.isOpen() && !reading.hasRest();
    }

    @Override
    public boolean close(CloseCause cause) {
        return state.close(CloseDetails.by(cause));
    }

    @Override
    public boolean close(CloseDetails how) {
        return state.close(how);
    }

    @Override
    public void fail(CloseCause cause) {
        close(cause);
        dropRest();
    }

    private void dropRest() {
        if (reading.dropRest()) {
            inbound.end();
        }
    }

    @Override
    public void restEnded() {
        inbound.end();
        queueEmpty();
    }

    @Override
    public ClosingHandshake closing(CloseDetails how) {
        Closing closing = new Closing(context, state.heartbeat());
        state = closing;
        reading.closing();
        ended(how);
        return closing.closingHandshake();
    }

    @Override
    public void closeBegun() {
        flow.hold(false);
    }

    @Override
    public void ended(CloseDetails how) {
        end.ended(how);
        context.outbound().forgetPing();
        if (!reading.hasRest()) {
            inbound.end();
        }
        if (!how.cause().deliversWaitingEvents()) {
            dropRest();
            events.drop();
        }
        queueEmpty();
    }

    @Override
    public void functionEnded(InvocationOutcome outcome) {
        end.functionEnded(outcome);
    }

    @Override
    public void queueEmpty() {
        if (events.isEmpty() && !reading.hasRest()) {
            end.lastMessageDone(state.whenCleanedUp(), events::takeContext);
        }
    }

    void socketEnded() {
        state.socketEnded();
        state = SessionState.closed(state.heartbeat());
        if (!reading.hasRest()) {
            restEnded();
        } else if (flow.isHeld()) {
            flow.hold(false);
        }
    }

    /** The decoder failed to parse a frame. */
    void unreadable(CloseCause cause) {
        inbound.unreadable(cause);
        fail(cause);
        queueEmpty();
        state.ignoreFrames();
    }
}
