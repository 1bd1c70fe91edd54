package scf.websocket.gateway.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Lines of files that a crash may damage: ISO 8859-1 text, a blank, and the CRC-32C of the text as eight hexadecimal
 * digits.
 */
public final class CheckSum {
    private CheckSum() {}

    /** Returns the line without a line break. */
    public static String line(String text) {
        return text + " " + of(text);
    }

    /** Returns the text of a line; empty if it is damaged. */
    public static Optional<String> text(String line) {
        int end = line.lastIndexOf(' ');
        if (end < 0) {
            return Optional.empty();
        }
        String text = line.substring(0, end);
        return line.substring(end + 1).equals(of(text)) ? Optional.of(text) : Optional.empty();
    }

    private static String of(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
