package scf.websocket.push;

import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;

/**
 * Why the server closes a connection: a close code and a text (RFC 6455 §7.4). Only a gateway with the extended push
 * sends them to the client; Tencent's closes the connection without them. Immutable.
 */
public final class CloseReason {
    /** 1000, without text. */
    public static final CloseReason NORMAL = of(CloseCodes.NORMAL, "");

    private final int code;
    private final String text;

    private CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * @param code 1000, 1001, 1003, 1007 to 1009, 1011 to 1014, or an application code, 3000 to 4999
     * @param text a text for the client, at most 123 bytes of UTF-8; each unpaired surrogate becomes U+FFFD
     * @throws IllegalArgumentException if the code or the text is invalid
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
