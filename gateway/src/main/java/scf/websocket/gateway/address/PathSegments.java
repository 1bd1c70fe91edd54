package scf.websocket.gateway.address;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.event.Utf8;

/**
 * Takes a path apart at its slashes and decodes each segment, so that an encoded slash stays within one. Empty segments do not count: a
 * slash at the end, or twice in a row, changes nothing.
 */
final class PathSegments {
    /** More than any {@link ApiPath} has. */
    static final int MOST = 64;

    private PathSegments() {}

    /** Empty if an escape is not two hexadecimal digits, the bytes are not UTF-8, or there are more than {@value #MOST}. */
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
                // The HTTP decoder makes one character of each byte that it reads.
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

    /** ASCII alone: there are digits in other scripts. */
    private static int digit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }
}
