package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RFC 6455 §7: the goodbye of one side, that of the other, the end of the socket; each is waited for no longer than the close timeout.
 * With {@link SessionSettings#cleanupFirst} the socket also waits for the cleanup. Event loop only, but {@link #cleanedUp}.
 */
final class ClosingHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingHandshake.class);

    private final Channel channel;
    private final SessionSettings settings;
    private boolean cleanedUp;
    private boolean done;

    ClosingHandshake(Channel channel, SessionSettings settings) {
        this.channel = channel;
        this.settings = settings;
    }

    /** Ours is the first, if there is a word to say at all. */
    void begin(Ending how) {
        if (how.closeCode() == null) {
            channel.close();
            return;
        }
        String reason = how.closeReason() == null ? "" : how.closeReason();
        channel.writeAndFlush(new CloseWebSocketFrame(how.closeCode(), reason), channel.voidPromise());
        channel.config().setAutoRead(true);
        closeAtTheLatest();
    }

    /** The client's is the first. */
    void answer(CloseWebSocketFrame close) {
        int code = close.statusCode();
        channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(written -> done());
    }

    /** Both sides have said goodbye. */
    void done() {
        if (cleanedUp || !settings.cleanupFirst()) {
            channel.close();
        } else if (!done) {
            done = true;
            closeAtTheLatest();
        }
    }

    private void closeAtTheLatest() {
        channel.eventLoop()
                .schedule(() -> channel.close(), settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From any thread. */
    void cleanedUp() {
        try {
            channel.eventLoop().execute(() -> {
                cleanedUp = true;
                if (done) {
                    channel.close();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the socket was closed with all others");
        }
    }

    /**
     * What follows a broken frame cannot be understood. It is still read: a socket that is closed with unread bytes is reset, and the
     * client would never see why.
     */
    void ignoreFrames() {
        if (channel.pipeline().get(WebSocketFrameDecoder.class) != null) {
            channel.pipeline().remove(WebSocketFrameDecoder.class);
        }
    }
}
