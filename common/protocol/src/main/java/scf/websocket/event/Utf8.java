package scf.websocket.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text to UTF-8 and back. A Java string may hold half a surrogate pair, which is no Unicode text: Java's own encoder writes a question
 * mark for it, which a reader cannot tell from a real one. Browsers write U+FFFD, the replacement character, and so does this class.
 * Thread-safe.
 */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The text with U+FFFD for each half of a surrogate pair that stands alone; the same object if there is none. */
    public static String wellFormed(String text) {
        int first = loneSurrogate(text, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder fixed = new StringBuilder(text);
        for (int i = first; i >= 0; i = loneSurrogate(text, i + 1)) {
            fixed.setCharAt(i, REPLACEMENT);
        }
        return fixed.toString();
    }

    /** The index of the first one at or after an index that is no half of a pair itself; -1 for none. */
    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return i;
            }
        }
        return -1;
    }

    /** The text in UTF-8, made well-formed. */
    public static byte[] encode(String text) {
        return wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of bytes; empty if they are not UTF-8, which has no overlong forms and no surrogates (RFC 3629). */
    public static Optional<String> decode(byte[] bytes) {
        // Faster than a decoder that reports. It replaces what is malformed, so a text without replacements was
        // well-formed.
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isValid(bytes) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The longest beginning of a text that is whole characters and not longer than that in UTF-8. */
    public static String truncate(String text, int maxBytes) {
        String whole = wellFormed(text);
        int bytes = 0;
        for (int i = 0; i < whole.length(); ) {
            int codePoint = whole.codePointAt(i);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return whole.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return whole;
    }
}
