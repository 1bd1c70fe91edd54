package scf.websocket.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Converts between text and UTF-8. A Java string may contain an unpaired surrogate, which Java's own encoder turns into
 * a question mark, indistinguishable from a real one. Like browsers, this class writes U+FFFD, the replacement
 * character. Thread-safe.
 */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Replaces each unpaired surrogate with U+FFFD; returns the same object if there is none. */
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

    /** Returns the index of the first unpaired surrogate at or after an index; -1 if there is none. */
    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return i;
            }
        }
        return -1;
    }

    /** Encodes the text as UTF-8 after {@linkplain #wellFormed replacing} unpaired surrogates. */
    public static byte[] encode(String text) {
        return wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    /** Decodes UTF-8; empty if the bytes are invalid, including overlong forms and surrogates (RFC 3629). */
    public static Optional<String> decode(byte[] bytes) {
        // Faster than a reporting decoder. The constructor replaces malformed bytes, so text without replacement
        // characters was well-formed.
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

    /** Returns whether a text contains no unpaired surrogate. */
    public static boolean isWellFormed(String text) {
        return loneSurrogate(text, 0) < 0;
    }

    /** Returns whether a text, {@linkplain #encode encoded}, takes at most {@code maxBytes}. Cheap for much longer text. */
    public static boolean isWithin(String text, int maxBytes) {
        // A character of a string takes one to three bytes, a surrogate pair four.
        return text.length() <= maxBytes && (3L * text.length() <= maxBytes || encode(text).length <= maxBytes);
    }

    /** Returns the longest prefix of whole characters that takes at most {@code maxBytes} in UTF-8. */
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
