package scf.websocket.gateway.address;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.event.Utf8;

/**
 * Splits a path at its slashes and decodes each segment, so an encoded slash stays within its segment. Ignores empty
 * segments: a trailing or repeated slash makes no difference.
 */
final class PathSegments {
    /** Upper bound, above that of {@link ApiPath}. */
    static final int MOST = 64;

    private PathSegments() {}

    /**
     * Returns empty if an escape is not two hexadecimal digits, the bytes are not UTF-8, or there are more than {@value
     * #MOST} segments.
     */
    static Optional<List<String>> of(String path) {
        List<String> segments = new ArrayList<>();
        int begin = 0;
        while (begin <= path.length()) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            if (end > begin) {
                Optional<String> segment = decoded(path.substring(begin, end));
                if (segment.isEmpty() || segments.size() == MOST) {
                    return Optional.empty();
                }
                segments.add(segment.get());
            }
            begin = end + 1;
        }
        return Optional.of(segments);
    }

    private static Optional<String> decoded(String segment) {
        if (isPlain(segment)) {
            return Optional.of(segment);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char next = segment.charAt(i);
            if (next == '%') {
                int value = escaped(segment, i);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                i += 2;
            } else if (next <= 0xFF) {
                // The HTTP decoder turns each byte into one character.
                bytes.write(next);
            } else {
                return Optional.empty();
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static boolean isPlain(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char next = segment.charAt(i);
            if (next == '%' || next >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int escaped(String segment, int percent) {
        if (percent + 2 >= segment.length()) {
            return -1;
        }
        int high = digit(segment.charAt(percent + 1));
        int low = digit(segment.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** ASCII only; {@link Character#digit} accepts digits of other scripts. */
    private static int digit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }
}
