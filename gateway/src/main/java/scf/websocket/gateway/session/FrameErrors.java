package scf.websocket.gateway.session;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import scf.websocket.event.CloseCodes;
import scf.websocket.gateway.connection.CloseCause;

/** Maps an exception in a channel to a close cause. */
final class FrameErrors {
    private FrameErrors() {}

    static CloseCause causeOf(Throwable failure) {
        Throwable cause = failure;
        if (!(cause instanceof CorruptedWebSocketFrameException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            return switch (corrupted.closeStatus().code()) {
                case CloseCodes.TOO_LARGE -> CloseCause.TOO_LARGE;
                case CloseCodes.INVALID_TEXT -> CloseCause.BAD_TEXT;
                default -> CloseCause.PROTOCOL_ERROR;
            };
        }
        return failure instanceof CodecException ? CloseCause.PROTOCOL_ERROR : CloseCause.CONNECTION_LOST;
    }
}
