package scf.websocket.event;

/** The two fields of every answer in this protocol, from functions and from the gateway. */
public final class ReplyFields {
    /**
     * An integer, 0 for success: {@link ErrorNumber} for functions, the table in {@code docs/protocol.md} for gateways.
     */
    public static final String ERR_NO = "errNo";

    /** A human-readable message. */
    public static final String ERR_MSG = "errMsg";

    /** The {@link #ERR_MSG} of success. */
    public static final String OK = "ok";

    private ReplyFields() {}
}
