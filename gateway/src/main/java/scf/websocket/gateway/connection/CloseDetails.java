package scf.websocket.gateway.connection;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.CloseCodes;

/**
 * How a connection ended, or is asked to end.
 *
 * @param closeCode the code of the close frame, null if there was none, or none in it
 * @param closeReason the reason in the close frame, null if there was none
 */
public record CloseDetails(
        CloseCause cause,
        @Nullable Integer closeCode,
        @Nullable String closeReason) {

    /** For an end that the gateway decides, with the code and reason that belong to the cause. */
    public static CloseDetails by(CloseCause cause) {
        return by(cause, cause.closeCode(), cause.closeReason());
    }

    /** For an end that the gateway decides. */
    public static CloseDetails by(CloseCause cause, int closeCode, String closeReason) {
        return new CloseDetails(
                cause,
                closeCode == CloseCodes.NO_CLOSE_FRAME ? null : closeCode,
                closeReason.isEmpty() ? null : closeReason);
    }

    /** For an end that the client decides. */
    public static CloseDetails byClient(CloseWebSocketFrame close) {
        int code = close.statusCode();
        String reason = close.reasonText();
        return new CloseDetails(
                CloseCause.CLIENT_CLOSE, code < 0 ? null : code, reason == null || reason.isEmpty() ? null : reason);
    }

    /** For an end without a close frame. */
    public static CloseDetails without(CloseCause cause) {
        return new CloseDetails(cause, null, null);
    }
}
