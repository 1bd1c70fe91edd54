package scf.websocket.gateway.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import scf.websocket.event.Utf8;

/** Text of a request as its author meant it. The HTTP decoder makes one character of each byte, whatever the bytes say. */
public final class RawText {
    private RawText() {}

    /** The value of a header: UTF-8, or ISO-8859-1, as HTTP once had it, if it is not UTF-8. */
    public static String header(String value) {
        if (isAscii(value)) {
            return value;
        }
        return Utf8.decode(value.getBytes(StandardCharsets.ISO_8859_1)).orElse(value);
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(character -> character < 0x80);
    }

    /** The name or value of a query parameter, decoded as the URL standard says. Nothing that a client can send is refused. */
    static String parameter(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char next = encoded.charAt(i);
            int escaped = next == '%' ? escaped(encoded, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else {
                bytes.write(next == '+' ? ' ' : next);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The byte that two hexadecimal digits behind a percent sign mean, or -1. */
    private static int escaped(String encoded, int percent) {
        if (percent + 2 >= encoded.length()) {
            return -1;
        }
        int high = digit(encoded.charAt(percent + 1));
        int low = digit(encoded.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** ASCII alone: there are digits in other scripts. */
    private static int digit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }
}
