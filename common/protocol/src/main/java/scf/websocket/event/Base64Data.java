package scf.websocket.event;

import java.util.Arrays;
import java.util.Base64;

/**
 * The bytes of a binary message as {@code data} holds them. Events and pushes of ours have the standard alphabet with padding
 * (RFC 4648 §4); what others send is read in the forms that libraries produce. Every method that decodes throws
 * {@link IllegalArgumentException} for a text that is not in its form. Thread-safe.
 */
public final class Base64Data {
    private static final int SYMBOLS_PER_GROUP = 4;

    private Base64Data() {}

    /** In the standard alphabet, padded, without line breaks. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The standard alphabet, with nothing in between; padding may be missing. */
    public static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }

    /** The standard alphabet, padded, with nothing in between: the form that Tencent documents. */
    public static byte[] decodeStrictly(String text) {
        if (text.length() % SYMBOLS_PER_GROUP != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return decode(text);
    }

    /**
     * As {@link #decode}, and also with blanks and line breaks (MIME, RFC 2045), in the alphabet for URLs (RFC 4648 §5), and with some of
     * the padding. The JDK's decoder for MIME does not do: it skips every character that it does not know.
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
        return c < 0x80 ? (byte) c : (byte) '*'; // Which the decoder refuses.
    }

    /** How many bytes a text that {@link #decode} accepts stands for. */
    public static int decodedLength(String text) {
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        return (int) (text.length() * 3L / SYMBOLS_PER_GROUP) - padding;
    }
}
