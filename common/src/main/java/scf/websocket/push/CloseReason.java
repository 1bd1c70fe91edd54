package scf.websocket.push;

import java.nio.charset.StandardCharsets;

/**
 * Why the server ends a connection, in the terms of RFC 6455, section 7.4. Only a gateway that understands the extended push tells the
 * client; to Tencent's, only that the connection shall end. Immutable.
 */
public final class CloseReason {
    /** 1000, without a text. */
    public static final CloseReason NORMAL = of(1000, "");

    private final int code;
    private final String text;

    private CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * @param code 1000, 1001, 1003, 1007 to 1014, or one of the application's own, 3000 to 4999
     * @param text for the client, at most 123 bytes of UTF-8
     * @throws IllegalArgumentException if one of them is not
     */
    public static CloseReason of(int code, String text) {
        boolean standard = code == 1000 || code == 1001 || code == 1003 || (code >= 1007 && code <= 1014);
        if (!standard && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException("not a close code that a server may send: " + code);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > 123) {
            throw new IllegalArgumentException("the close reason is longer than 123 bytes");
        }
        return new CloseReason(code, text);
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
