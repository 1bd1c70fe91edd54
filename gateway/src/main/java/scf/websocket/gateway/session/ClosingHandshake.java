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
 * The closing handshake (RFC 6455 §7): the close frames of both sides, then the end of the socket. Waits for the client
 * no longer than the close timeout, and not at all if the client violated the protocol; then the socket closes after
 * our close frame, and further data is discarded. With {@link ConnectionSettings#cleanupFirst}, also waits for the
 * cleanup. Event loop only, except {@link #cleanedUp}.
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

    /** Sends our close frame first, if there is a close code to send. */
    void begin(CloseDetails how) {
        if (how.closeCode() == null) {
            channel.close();
            return;
        }
        String reason = how.closeReason() == null ? "" : how.closeReason();
        failed = how.cause().failsConnection();
        ChannelFuture written = channel.writeAndFlush(new CloseWebSocketFrame(how.closeCode(), reason));
        scheduleClose();
        if (failed) {
            written.addListener(sent -> done());
        }
    }

    /** Answers the client's close frame. */
    void answer(CloseWebSocketFrame close) {
        int code = close.statusCode();
        channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(written -> done());
        scheduleClose();
    }

    /** The client has answered our close frame. */
    void answered() {
        if (!failed) {
            done();
        }
    }

    /** Both close frames are done. */
    private void done() {
        if (cleanedUp || !settings.cleanupFirst()) {
            end();
        } else if (!done) {
            done = true;
            scheduleClose();
        }
    }

    private void end() {
        if (failed) {
            LingeringClose.begin(channel);
        } else {
            channel.close();
        }
    }

    private void scheduleClose() {
        channel.eventLoop()
                .schedule(() -> channel.close(), settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Callable from any thread. */
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
     * Stops decoding after an invalid frame, but keeps reading: closing a socket with unread bytes resets it, and the
     * client would never see the reason.
     */
    void ignoreFrames() {
        if (channel.pipeline().get(WebSocketFrameDecoder.class) != null) {
            channel.pipeline().remove(WebSocketFrameDecoder.class);
        }
    }
}
