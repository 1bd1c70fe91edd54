package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;

/**
 * How a connection ended, or is asked to end.
 *
 * @param closeCode the code of the close frame, null if there was none, or none in it
 * @param closeReason the reason in the close frame, null if there was none
 */
record Ending(
        CloseCause cause,
        @Nullable Integer closeCode,
        @Nullable String closeReason) {

    /** For an end that the gateway decides. */
    static Ending by(CloseCause cause, int closeCode, String closeReason) {
        return new Ending(
                cause,
                closeCode == CloseCause.NO_CLOSE_FRAME ? null : closeCode,
                closeReason.isEmpty() ? null : closeReason);
    }

    /** For an end without a close frame. */
    static Ending without(CloseCause cause) {
        return new Ending(cause, null, null);
    }
}
