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

/** What one client sends while its connection is open: frames within their limits become the messages of events. Event loop only. */
final class Inbound {
    /** Of one read, which can hold ten thousand that no function slows down, until other connections have their turn. */
    private static final int MOST_SLIGHT_FRAMES = 100;

    private static final long REST_MILLIS = 2;
    private static final int SLIGHT_BYTES = 128;

    private final SessionContext context;
    private final Owner owner;
    private final @Nullable MessageRate rate;
    private @Nullable MessageAssembler fragments;
    private int slightFrames;

    /** The session whose client it is. */
    interface Owner {
        /** Closes, and nothing that came before counts any more. */
        void fail(CloseCause cause);

        /** Frames of this connection are not looked at for so long. */
        void rest(long millis);

        /** @param event of a whole message */
        void messageReceived(byte[] event);
    }

    Inbound(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
        ConnectionSettings settings = context.settings();
        long now = context.loop().now();
        this.rate = MessageRate.of(settings.messagesPerSecond(), settings.bytesPerSecond(), now);
    }

    /** Any frame but a close frame; remains the caller's to release. */
    void received(WebSocketFrame frame) {
        if (exceedsRate(frame)) {
            owner.fail(CloseCause.RATE_LIMIT);
            return;
        }
        if (isSlight(frame) && ++slightFrames == MOST_SLIGHT_FRAMES) {
            slightFrames = 0;
            context.limitHit(Limit.SLIGHT_FRAMES);
            owner.rest(REST_MILLIS);
        }
        if (frame instanceof PingWebSocketFrame) {
            if (!context.outbound().pong(frame.content())) {
                context.limitHit(Limit.PONGS);
            }
        } else if (!(frame instanceof PongWebSocketFrame)) {
            dataReceived(frame);
        }
    }

    /** Leads to no event, and costs an event loop about as much as one that does. */
    private static boolean isSlight(WebSocketFrame frame) {
        return frame instanceof PingWebSocketFrame
                || frame instanceof PongWebSocketFrame
                || (!frame.isFinalFragment() && frame.content().readableBytes() < SLIGHT_BYTES);
    }

    /** What was read together is handed on. */
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
                // A fragment without anything in it costs as much as a message.
                frame.isFinalFragment() || !frame.content().isReadable(),
                context.loop().now());
        if (exceeded != null) {
            context.limitHit(exceeded);
        }
        return exceeded != null;
    }

    private void dataReceived(WebSocketFrame frame) {
        // Made when needed and forgotten at once: most of the time there is none, and a million connections share the
        // heap.
        MessageAssembler assembler =
                fragments == null ? new MessageAssembler(context.settings().maxMessageBytes()) : fragments;
        MessageAssembler.Result result = assembler.add(frame);
        fragments = result instanceof MessageAssembler.Incomplete ? assembler : null;
        context.held().fragments(fragments == null ? 0 : fragments.bytes());
        if (result instanceof MessageAssembler.Rejected rejected) {
            countTooLarge(rejected.cause(), Limit.MAX_MESSAGE);
            owner.fail(rejected.cause());
        } else if (result instanceof MessageAssembler.Text text) {
            owner.messageReceived(context.services().events().text(context.id(), text.text()));
        } else if (result instanceof MessageAssembler.Binary binary) {
            owner.messageReceived(context.services().events().binary(context.id(), binary.bytes()));
        }
    }

    /** What the decoder made of the bytes is no frame. */
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

    /** The rest of a message will not be waited for. */
    void end() {
        fragments = null;
        context.held().fragments(0);
    }
}
