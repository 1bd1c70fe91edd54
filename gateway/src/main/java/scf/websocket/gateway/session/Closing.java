package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.HeartbeatRule;

/** A close frame was sent or received; the socket is still open. */
final class Closing implements SessionState {
    private final SessionContext context;
    private final ClosingHandshake closingHandshake;
    private final @Nullable HeartbeatRule heartbeat;

    /** @param heartbeat for messages received before the close frame */
    Closing(SessionContext context, @Nullable HeartbeatRule heartbeat) {
        this.context = context;
        this.heartbeat = heartbeat;
        this.closingHandshake = new ClosingHandshake(context.channel(), context.settings());
        context.services().registry().closeBegins();
    }

    ClosingHandshake closingHandshake() {
        return closingHandshake;
    }

    @Override
    public boolean isClosing() {
        return true;
    }

    @Override
    public @Nullable HeartbeatRule heartbeat() {
        return heartbeat;
    }

    @Override
    public void closeReceived(CloseWebSocketFrame close) {
        closingHandshake.answered();
    }

    @Override
    public void socketEnded() {
        context.services().registry().closeEnds();
    }

    @Override
    public void ignoreFrames() {
        closingHandshake.ignoreFrames();
    }

    @Override
    public Runnable whenCleanedUp() {
        return context.settings().cleanupFirst() ? closingHandshake::cleanedUp : () -> {};
    }
}
