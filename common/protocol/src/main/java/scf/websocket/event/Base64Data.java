package scf.websocket.event;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 coding of binary messages in {@code data}. We write the standard alphabet with padding (RFC 4648 §4) and read
 * the variants that other libraries produce. Every decoding method throws {@link IllegalArgumentException} for text
 * that it does not accept. Thread-safe.
 */
public final class Base64Data {
    private static final int SYMBOLS_PER_GROUP = 4;

    private Base64Data() {}

    /** Encodes in the standard alphabet, padded, without line breaks. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Decodes the standard alphabet without whitespace; padding is optional. */
    public static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }

    /** Decodes the standard alphabet without whitespace and requires padding: the form that Tencent documents. */
    public static byte[] decodeStrictly(String text) {
        if (text.length() % SYMBOLS_PER_GROUP != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return decode(text);
    }

    /**
     * Decodes like {@link #decode}, but also accepts whitespace (MIME, RFC 2045), the URL-safe alphabet (RFC 4648 §5)
     * and partial padding. The JDK's MIME decoder is unsuitable because it silently skips every invalid character.
     */
    public static byte[] decodeLeniently(String text) {
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
        if (padding > 0
                && (length % SYMBOLS_PER_GROUP == 0 || length % SYMBOLS_PER_GROUP + padding > SYMBOLS_PER_GROUP)) {
            throw new IllegalArgumentException("nothing to pad");
        }
        return Base64.getDecoder().decode(Arrays.copyOf(symbols, length));
    }

    private static byte standard(char c) {
        if (c == '-') {
            return '+';
        }
        if (c == '_') {
            return '/';
        }
        return c < 0x80 ? (byte) c : (byte) '*'; // '*' makes the decoder fail.
    }

    /** Returns the number of bytes that a text accepted by {@link #decode} encodes. */
    public static int decodedLength(String text) {
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        return (int) (text.length() * 3L / SYMBOLS_PER_GROUP) - padding;
    }
}
