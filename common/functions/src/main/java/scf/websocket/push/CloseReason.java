package scf.websocket.push;

import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;

/**
 * Why the server ends a connection, in the terms of RFC 6455, section 7.4. Only a gateway that understands the extended push tells the
 * client; to Tencent's, only that the connection shall end. Immutable.
 */
public final class CloseReason {
    /** 1000, without a text. */
    public static final CloseReason NORMAL = of(CloseCodes.NORMAL, "");

    private final int code;
    private final String text;

    private CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * @param code 1000, 1001, 1003, 1007 to 1009, 1011 to 1014, or one of the application's own, 3000 to 4999
     * @param text for the client, at most 123 bytes of UTF-8; half a surrogate pair in it becomes U+FFFD
     * @throws IllegalArgumentException if one of them is not
     */
    public static CloseReason of(int code, String text) {
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("not a close code that a server may send: " + code);
        }
        String wellFormed = Utf8.wellFormed(text);
        if (!CloseCodes.isReason(wellFormed)) {
            throw new IllegalArgumentException(
                    "the close reason is longer than " + CloseCodes.MAX_REASON_BYTES + " bytes");
        }
        return new CloseReason(code, wellFormed);
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
