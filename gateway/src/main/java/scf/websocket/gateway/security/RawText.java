package scf.websocket.gateway.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import scf.websocket.event.Utf8;

/** Decodes text of a request. The HTTP decoder turns each byte into one character, whatever the encoding. */
public final class RawText {
    private RawText() {}

    /** Decodes a header value as UTF-8 or, if it is not valid UTF-8, as ISO-8859-1. */
    public static String header(String value) {
        if (isAscii(value)) {
            return value;
        }
        return Utf8.decode(value.getBytes(StandardCharsets.ISO_8859_1)).orElse(value);
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(character -> character < 0x80);
    }

    /** Decodes the name or value of a query parameter as in the URL standard. Accepts any input. */
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

    /** Returns the byte encoded by two hexadecimal digits after a percent sign, or -1. */
    private static int escaped(String encoded, int percent) {
        if (percent + 2 >= encoded.length()) {
            return -1;
        }
        int high = digit(encoded.charAt(percent + 1));
        int low = digit(encoded.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** ASCII only; {@link Character#digit} accepts digits of other scripts. */
    private static int digit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }
}
