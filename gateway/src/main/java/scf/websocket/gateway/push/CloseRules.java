package scf.websocket.gateway.push;

import java.nio.charset.StandardCharsets;

/** What a close frame may say when an application asks for it: RFC 6455 §7.4 and §5.5. */
final class CloseRules {
    /** A control frame carries at most 125 bytes, two of which are the code. */
    static final int MAX_REASON_BYTES = 123;

    static final int NORMAL = 1000;

    private CloseRules() {}

    /**
     * The codes that a server may send and that are not about the form of a frame (1002): 1004 is reserved; 1005, 1006 and 1015 are never
     * on the wire; below 3000 the rest is not assigned; 3000 to 4999 are the application's own.
     */
    static boolean isCode(int code) {
        return code == NORMAL
                || code == 1001
                || code == 1003
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    static boolean isReason(String reason) {
        return reason.length() <= MAX_REASON_BYTES
                && reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES;
    }
}
