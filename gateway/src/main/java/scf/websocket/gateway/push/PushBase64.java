package scf.websocket.gateway.push;

import java.util.Arrays;
import java.util.Base64;

/** Decodes base64 in the forms that libraries produce: RFC 4648 §4 and §5, RFC 2045 (MIME). */
final class PushBase64 {
    private PushBase64() {}

    /**
     * The standard alphabet, padded, nothing else in between.
     *
     * @throws IllegalArgumentException for anything else
     */
    static byte[] decodeStrictly(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return Base64.getDecoder().decode(text);
    }

    /**
     * The same, and also with blanks and line breaks, in the alphabet for URLs, and with less padding than due. JDK's decoder of MIME is
     * not for this: it skips whatever it does not know.
     *
     * @throws IllegalArgumentException for anything else
     */
    static byte[] decode(String text) {
        byte[] symbols = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n' && c != ' ' && c != '\t') {
                symbols[length++] = standard(c);
            }
        }
        int padding = 0;
        while (padding < 2 && length > 0 && symbols[length - 1] == '=') {
            length--;
            padding++;
        }
        if (padding > 0 && (length % 4 == 0 || length % 4 + padding > 4)) {
            throw new IllegalArgumentException("nothing to pad");
        }
        return Base64.getDecoder().decode(Arrays.copyOf(symbols, length));
    }

    private static byte standard(char c) {
        return switch (c) {
            case '-' -> '+';
            case '_' -> '/';
            default -> c < 0x80 ? (byte) c : (byte) '*'; // Which the decoder refuses.
        };
    }
}
