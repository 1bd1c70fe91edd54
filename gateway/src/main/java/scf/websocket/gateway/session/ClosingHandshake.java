package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.http.LingeringClose;

/**
 * RFC 6455 §7: the goodbye of one side, that of the other, the end of the socket; each is waited for no longer than the close timeout.
 * A client that has broken the rules is not waited for: the socket ends behind our close frame, and what comes is drained.
 * With {@link ConnectionSettings#cleanupFirst} the socket also waits for the cleanup. Event loop only, but {@link #cleanedUp}.
 */
final class ClosingHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingHandshake.class);

    private final Channel channel;
    private final ConnectionSettings settings;
    private boolean failed;
    private boolean cleanedUp;
    private boolean done;

    ClosingHandshake(Channel channel, ConnectionSettings settings) {
        this.channel = channel;
        this.settings = settings;
    }

    /** Ours is the first, if there is a word to say at all. */
    void begin(CloseDetails how) {
        if (how.closeCode() == null) {
            channel.close();
            return;
        }
        String reason = how.closeReason() == null ? "" : how.closeReason();
        failed = how.cause().failsConnection();
        ChannelFuture written = channel.writeAndFlush(new CloseWebSocketFrame(how.closeCode(), reason));
        closeAtTheLatest();
        if (failed) {
            written.addListener(sent -> done());
        }
    }

    /** The client's is the first. */
    void answer(CloseWebSocketFrame close) {
        int code = close.statusCode();
        channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(written -> done());
        closeAtTheLatest();
    }

    /** The client has answered our goodbye. */
    void answered() {
        if (!failed) {
            done();
        }
    }

    /** Nothing is left to be said. */
    private void done() {
        if (cleanedUp || !settings.cleanupFirst()) {
            end();
        } else if (!done) {
            done = true;
            closeAtTheLatest();
        }
    }

    private void end() {
        if (failed) {
            LingeringClose.begin(channel);
        } else {
            channel.close();
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
                    end();
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
