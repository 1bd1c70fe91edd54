package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/** A close frame was sent or received; the socket is still open. */
final class Closing implements SessionState {
    private final SessionContext context;
    private final ClosingHandshake closingHandshake;

    Closing(SessionContext context) {
        this.context = context;
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
