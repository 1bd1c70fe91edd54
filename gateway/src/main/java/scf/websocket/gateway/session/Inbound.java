package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.MessageRate;

/** Processes the frames of one client: enforces limits, assembles messages, and creates events. Event loop only. */
final class Inbound {
    /**
     * Limit on frames without events in one read, which may contain ten thousand, before other connections get their
     * turn.
     */
    private static final int MAX_SLIGHT_FRAMES = 100;

    private static final long REST_MILLIS = 2;
    private static final int SLIGHT_BYTES = 128;

    private final SessionContext context;
    private final Owner owner;
    private final @Nullable MessageRate rate;
    private @Nullable MessageAssembler fragments;
    private int slightFrames;

    /** The session that owns the connection. */
    interface Owner {
        /** Closes the connection and drops everything received before. */
        void fail(CloseCause cause);

        /** Pauses decoding of this connection for this long. */
        void rest(long millis);

        /** Returns whether a complete message is a heartbeat, and handles it: it becomes no event. */
        boolean takesHeartbeat(MessageAssembler.Result message);

        /** @param event of a complete message */
        void messageReceived(byte[] event);
    }

    Inbound(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
        ConnectionSettings settings = context.settings();
        long now = context.loop().now();
        this.rate = MessageRate.of(settings.messagesPerSecond(), settings.bytesPerSecond(), now);
    }

    /** Processes any frame except a close frame; the caller releases it. */
    void received(WebSocketFrame frame) {
        if (exceedsRate(frame)) {
            owner.fail(CloseCause.RATE_LIMIT);
            return;
        }
        if (isSlight(frame)) {
            restIfMany();
        }
        if (frame instanceof PingWebSocketFrame) {
            if (!context.outbound().pong(frame.content())) {
                context.limitHit(Limit.PONGS);
            }
        } else if (!(frame instanceof PongWebSocketFrame)) {
            dataReceived(frame);
        }
    }

    private void restIfMany() {
        if (++slightFrames == MAX_SLIGHT_FRAMES) {
            slightFrames = 0;
            context.limitHit(Limit.SLIGHT_FRAMES);
            owner.rest(REST_MILLIS);
        }
    }

    /** Whether a frame causes no event, but about as much work for the event loop as one that does. */
    private static boolean isSlight(WebSocketFrame frame) {
        return frame instanceof PingWebSocketFrame
                || frame instanceof PongWebSocketFrame
                || (!frame.isFinalFragment() && frame.content().readableBytes() < SLIGHT_BYTES);
    }

    /** The current read is complete. */
    void readEnded() {
        slightFrames = 0;
    }

    private boolean exceedsRate(WebSocketFrame frame) {
        if (rate == null) {
            return false;
        }
        Limit exceeded = rate.exceededBy(
                frame.content().readableBytes(),
                !(frame instanceof ContinuationWebSocketFrame),
                // An empty fragment costs as much as a message.
                frame.isFinalFragment() || !frame.content().isReadable(),
                context.loop().now());
        if (exceeded != null) {
            context.limitHit(exceeded);
        }
        return exceeded != null;
    }

    private void dataReceived(WebSocketFrame frame) {
        // Allocated on demand and released immediately: usually there are no fragments, and a million connections share
        // the heap.
        MessageAssembler assembler =
                fragments == null ? new MessageAssembler(context.settings().maxMessageBytes()) : fragments;
        MessageAssembler.Result result = assembler.add(frame);
        fragments = result instanceof MessageAssembler.Incomplete ? assembler : null;
        context.held().fragments(fragments == null ? 0 : fragments.bytes());
        if (result instanceof MessageAssembler.Rejected rejected) {
            countTooLarge(rejected.cause(), Limit.MAX_MESSAGE);
            owner.fail(rejected.cause());
        } else if (owner.takesHeartbeat(result)) {
            restIfMany();
        } else if (result instanceof MessageAssembler.Text text) {
            owner.messageReceived(context.services().events().text(context.id(), text.text()));
        } else if (result instanceof MessageAssembler.Binary binary) {
            owner.messageReceived(context.services().events().binary(context.id(), binary.bytes()));
        }
    }

    /** The decoder failed to parse a frame. */
    void unreadable(CloseCause cause) {
        ConnectionSettings settings = context.settings();
        countTooLarge(
                cause, settings.maxFrameBytes() < settings.maxMessageBytes() ? Limit.MAX_FRAME : Limit.MAX_MESSAGE);
    }

    private void countTooLarge(CloseCause cause, Limit limit) {
        if (cause == CloseCause.TOO_LARGE) {
            context.limitHit(limit);
        }
    }

    /** Drops the fragments of an incomplete message. */
    void end() {
        fragments = null;
        context.held().fragments(0);
    }
}
