package scf.websocket.gateway.connection;

import scf.websocket.event.CloseCodes;

/**
 * The status with which SCF ends a Web function's run for a WebSocket, which depends on how the connection ended. See
 * Tencent's documentation, page 583/63406, section on disconnecting. The gateway reports it for every connection,
 * wherever it runs.
 *
 * <p>The platform reports what it observes. If the gateway runs as a Web function and closes an idle or expired
 * connection before the platform does, the status is 455 or 433 here, but 439 there, because the platform sees a close
 * by the server with 1001.
 */
public final class EndStatus {
    /** Normal close: 1000 from either side, 1010 from the client, 1011 from the server. */
    static final int OK = 200;

    /** The connection reached its maximum duration. */
    static final int MAX_TIME = 433;

    /** Closed by the server for any other reason. */
    static final int BY_SERVER = 439;

    /** No message within the idle timeout. */
    static final int IDLE = 455;

    /** Closed by the client for any other reason, or without a close frame. */
    static final int BY_CLIENT = 456;

    private EndStatus() {}

    public static int of(CloseDetails how) {
        if (how.cause() == CloseCause.IDLE) {
            return IDLE;
        }
        if (how.cause() == CloseCause.MAX_DURATION) {
            return MAX_TIME;
        }
        boolean client = how.cause().isFromClient();
        int code = how.closeCode() == null ? CloseCodes.NO_CLOSE_FRAME : how.closeCode();
        if (code == CloseCodes.NORMAL
                || code == (client ? CloseCodes.MANDATORY_EXTENSION : CloseCodes.INTERNAL_ERROR)) {
            return OK;
        }
        return client ? BY_CLIENT : BY_SERVER;
    }
}
