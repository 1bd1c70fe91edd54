package scf.websocket.gateway.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of the journal: {@code +ID API CRC} for an opened connection, {@code -ID CRC} for a closed one, {@code ?ID
 * CRC} for one that a function is working on, {@code =ID CRC} for one whose functions have returned. Text lines,
 * because reading can resume after a damaged one, and because people can read them. The CRC-32C covers the text before
 * it. Version 0.1 knows the first two kinds, and skips the others.
 */
sealed interface JournalRecord {
    /** No written line is longer. */
    int MAX_LINE = 512;

    String id();

    /** Returns the text without the check sum. */
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

    record Running(String id) implements JournalRecord {
        @Override
        public String text() {
            return "?" + id;
        }
    }

    record Returned(String id) implements JournalRecord {
        @Override
        public String text() {
            return "=" + id;
        }
    }

    /** Returns the line with its line break. */
    default byte[] line() {
        return (CheckSum.line(text()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a record may begin with that character. */
    static boolean mayBegin(char first) {
        return first == '+' || first == '-' || first == '?' || first == '=';
    }

    /**
     * @param line without its line break
     * @return empty if it is damaged
     */
    static Optional<JournalRecord> parse(String line) {
        return !line.isEmpty() && mayBegin(line.charAt(0))
                ? CheckSum.text(line).filter(text -> text.length() > 1).flatMap(JournalRecord::ofText)
                : Optional.empty();
    }

    private static Optional<JournalRecord> ofText(String text) {
        int space = text.indexOf(' ');
        if (text.charAt(0) == '+') {
            return space > 1 && space < text.length() - 1
                    ? Optional.of(new Opened(text.substring(1, space), text.substring(space + 1)))
                    : Optional.empty();
        }
        return space < 0 ? Optional.of(ofId(text.charAt(0), text.substring(1))) : Optional.empty();
    }

    private static JournalRecord ofId(char first, String id) {
        return switch (first) {
            case '-' -> new Closed(id);
            case '?' -> new Running(id);
            default -> new Returned(id);
        };
    }
}
