package scf.websocket.event;

import java.nio.charset.StandardCharsets;

/** What a close frame from the server may say when an application asks for it: RFC 6455 §7.4 and §5.5. */
public final class CloseCodes {
    /** The purpose is fulfilled. */
    public static final int NORMAL = 1000;

    /** A control frame carries at most 125 bytes, two of which are the code. */
    public static final int MAX_REASON_BYTES = 123;

    /** The codes of {@link #mayBeSent}, for messages. */
    public static final String SENDABLE = "1000, 1001, 1003, 1007 to 1009, 1011 to 1014, or 3000 to 4999";

    private CloseCodes() {}

    /**
     * Whether a server may send this code on behalf of an application. 1002 is about the form of a frame; 1004 is reserved; 1005, 1006
     * and 1015 are never on the wire; 1010 is the client's alone; the others below 3000 are not assigned; 3000 to 4999 are the
     * application's own.
     */
    public static boolean mayBeSent(int code) {
        return code == NORMAL
                || code == 1001
                || code == 1003
                || (code >= 1007 && code <= 1014 && code != 1010)
                || (code >= 3000 && code <= 4999);
    }

    /** Whether a well-formed text fits into a close frame. */
    public static boolean isReason(String reason) {
        return reason.length() <= MAX_REASON_BYTES
                && reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES;
    }
}
