package scf.websocket.gateway.connection;

import scf.websocket.event.CloseCodes;

/**
 * The status with which SCF ends the run of a Web function for one WebSocket. The way the connection ended decides: Tencent's table is
 * on page 583/63406, in the section on disconnecting. Here it goes for every connection, wherever the gateway runs.
 *
 * <p>The platform counts what it sees itself. Where the gateway runs as a Web function and closes an idle or too old connection before
 * the platform does, it is 455 or 433 here and, as a close by the server with 1001, 439 there.
 */
public final class EndStatus {
    /** Closed in good order: 1000 from either side, 1010 from the client, 1011 from the server. */
    static final int OK = 200;

    /** The longest time that a connection may last was reached. */
    static final int LONGEST_TIME = 433;

    /** Closed by the server, for any other reason. */
    static final int BY_SERVER = 439;

    /** No message for the idle time. */
    static final int IDLE = 455;

    /** Closed by the client, for any other reason or without a word. */
    static final int BY_CLIENT = 456;

    private EndStatus() {}

    public static int of(CloseDetails how) {
        if (how.cause() == CloseCause.IDLE) {
            return IDLE;
        }
        if (how.cause() == CloseCause.MAX_DURATION) {
            return LONGEST_TIME;
        }
        boolean client = how.cause().isOfTheClient();
        int code = how.closeCode() == null ? CloseCodes.NO_CLOSE_FRAME : how.closeCode();
        if (code == CloseCodes.NORMAL
                || code == (client ? CloseCodes.MANDATORY_EXTENSION : CloseCodes.INTERNAL_ERROR)) {
            return OK;
        }
        return client ? BY_CLIENT : BY_SERVER;
    }
}
