package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.Change;
import scf.websocket.gateway.extension.DeadlineRule;

/**
 * The behavior of a session in one of its states. The default methods do nothing, as after the end. Event loop only.
 *
 * <pre>
 * Connecting ──101──▶ Open ──close frame, either way──▶ Closing ──socket closed──▶ CLOSED
 *      └────────────────┴──────────socket lost──────────────────────────────────────▲
 * </pre>
 */
interface SessionState {
    /** The connection never opened, or the socket is closed. */
    SessionState CLOSED = new SessionState() {};

    /** The socket is closed, but messages received before may follow. */
    static SessionState closed(@Nullable HeartbeatRule heartbeat) {
        return heartbeat == null
                ? CLOSED
                : new SessionState() {
                    @Override
                    public HeartbeatRule heartbeat() {
                        return heartbeat;
                    }
                };
    }

    /** Whether the 101 has not been sent yet. */
    default boolean isConnecting() {
        return false;
    }

    /** Whether messages can be sent and received. */
    default boolean isOpen() {
        return false;
    }

    /** Whether a close frame was sent or received. */
    default boolean isClosing() {
        return false;
    }

    default SendOutcome send(OutboundFrame frame) {
        return SendOutcome.GONE;
    }

    /** @return false if the connection is closing or closed */
    default boolean close(CloseDetails how) {
        return false;
    }

    /** The client has sent a close frame, first or in answer to ours. */
    default void closeReceived(CloseWebSocketFrame close) {}

    /** Called before the session becomes {@link #CLOSED}. */
    default void socketEnded() {}

    /** Bytes were received, possibly only part of a frame. */
    default void bytesReceived() {}

    default void messageReceived() {}

    /** The socket is about to be read again. */
    default void readingResumes() {}

    default void writabilityChanged() {}

    /** Stops decoding after an invalid frame. */
    default void ignoreFrames() {}

    /** An answer changes the heartbeat. */
    default void changeHeartbeat(Change<HeartbeatRule> change) {}

    /** An answer changes when to close. */
    default void changeDeadline(Change<DeadlineRule> change) {}

    /** Returns how to handle heartbeats of the application's protocol; null if they are events like any message. */
    default @Nullable HeartbeatRule heartbeat() {
        return null;
    }

    /** Returns an action to run after the cleanup has succeeded. */
    default Runnable whenCleanedUp() {
        return () -> {};
    }
}
