package scf.websocket.gateway.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of the journal: {@code +ID API CRC} for a connection that opened, {@code -ID CRC} for one that is through. Lines, because
 * reading can go on behind a damaged one, and because a person can read them. The CRC-32C covers what stands before it.
 */
sealed interface JournalRecord {
    /** No longer line is ever written. */
    int MAX_LINE = 512;

    String id();

    /** Without the check sum. */
    String text();

    record Opened(String id, String apiId) implements JournalRecord {
        @Override
        public String text() {
            return "+" + id + " " + apiId;
        }
    }

    record Closed(String id) implements JournalRecord {
        @Override
        public String text() {
            return "-" + id;
        }
    }

    /** The whole line, its end included. */
    default byte[] line() {
        String text = text();
        return (text + " " + checkSum(text) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param line without its end; empty if it is damaged */
    static Optional<JournalRecord> parse(String line) {
        int end = line.lastIndexOf(' ');
        if (end < 2 || !line.substring(end + 1).equals(checkSum(line.substring(0, end)))) {
            return Optional.empty();
        }
        String text = line.substring(0, end);
        int space = text.indexOf(' ');
        if (text.charAt(0) == '+' && space > 1 && space < text.length() - 1) {
            return Optional.of(new Opened(text.substring(1, space), text.substring(space + 1)));
        }
        return text.charAt(0) == '-' && space < 0 ? Optional.of(new Closed(text.substring(1))) : Optional.empty();
    }

    private static String checkSum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
