package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import scf.websocket.gateway.connection.CloseDetails;

/**
 * What a session does in one of its states. What a state does not say is as after the end: nothing. Event loop only.
 *
 * <pre>
 * Connecting ──101──▶ Open ──close frame, either way──▶ Closing ──socket closed──▶ CLOSED
 *      └────────────────┴──────────socket lost──────────────────────────────────────▲
 * </pre>
 */
interface SessionState {
    /** The socket has ended, or the connection never opened. */
    SessionState CLOSED = new SessionState() {};

    /** Whether the 101 is still to come. */
    default boolean isConnecting() {
        return false;
    }

    /** Whether messages go both ways. */
    default boolean isOpen() {
        return false;
    }

    /** Whether a close frame is on its way, or was received. */
    default boolean isClosing() {
        return false;
    }

    default SendOutcome send(OutboundFrame frame) {
        return SendOutcome.GONE;
    }

    /** @return false if it has ended, or is about to */
    default boolean close(CloseDetails how) {
        return false;
    }

    /** The client said goodbye, or answers our goodbye. */
    default void closeReceived(CloseWebSocketFrame close) {}

    /** Before the session is {@link #CLOSED}. */
    default void socketEnded() {}

    /** Something came, be it half a frame. */
    default void bytesReceived() {}

    default void messageReceived() {}

    /** The socket is about to be read again. */
    default void readingResumes() {}

    default void writabilityChanged() {}

    /** What follows cannot be understood. */
    default void ignoreFrames() {}

    /** Runs when the cleanup has succeeded. */
    default Runnable whenCleanedUp() {
        return () -> {};
    }
}
