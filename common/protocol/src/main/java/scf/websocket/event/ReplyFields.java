package scf.websocket.event;

/** The two members that every answer of this protocol has, whoever answers: functions and gateway. */
public final class ReplyFields {
    /** A whole number, 0 for success: {@link ErrorNumber} for functions, the table of {@code docs/protocol.md} for gateways. */
    public static final String ERR_NO = "errNo";

    /** A text for people. */
    public static final String ERR_MSG = "errMsg";

    /** The {@link #ERR_MSG} of success. */
    public static final String OK = "ok";

    private ReplyFields() {}
}
