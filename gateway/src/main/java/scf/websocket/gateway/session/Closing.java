package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/** A close frame was sent or received; the socket is still open. */
final class Closing implements SessionState {
    private final SessionContext context;
    private final ClosingHandshake goodbye;

    Closing(SessionContext context) {
        this.context = context;
        this.goodbye = new ClosingHandshake(context.channel(), context.settings());
        context.services().registry().closeBegins();
    }

    ClosingHandshake goodbye() {
        return goodbye;
    }

    @Override
    public boolean isClosing() {
        return true;
    }

    @Override
    public void closeReceived(CloseWebSocketFrame close) {
        goodbye.answered();
    }

    @Override
    public void socketEnded() {
        context.services().registry().closeEnds();
    }

    @Override
    public void ignoreFrames() {
        goodbye.ignoreFrames();
    }

    @Override
    public Runnable whenCleanedUp() {
        return context.settings().cleanupFirst() ? goodbye::cleanedUp : () -> {};
    }
}
