package scf.websocket.gateway.connection;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.CloseCodes;

/**
 * How a connection ended, or is to be closed.
 *
 * @param closeCode the code in the close frame; null if there was no frame or no code
 * @param closeReason the reason in the close frame; null if there was none
 */
public record CloseDetails(
        CloseCause cause,
        @Nullable Integer closeCode,
        @Nullable String closeReason) {

    /** For a close by the gateway, with the cause's default code and reason. */
    public static CloseDetails by(CloseCause cause) {
        return by(cause, cause.closeCode(), cause.closeReason());
    }

    /** For a close by the gateway. */
    public static CloseDetails by(CloseCause cause, int closeCode, String closeReason) {
        return new CloseDetails(
                cause,
                closeCode == CloseCodes.NO_CLOSE_FRAME ? null : closeCode,
                closeReason.isEmpty() ? null : closeReason);
    }

    /** For a close by the client. */
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
