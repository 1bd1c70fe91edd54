package scf.websocket.gateway.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal file says, read as far as it can be read. A last line that is cut off is what a crash leaves behind; a damaged line
 * before it is not, and is counted.
 */
final class JournalContent {
    static final String HEADER = "scf-websocket journal 1";

    private final Map<String, String> open = new LinkedHashMap<>();
    private int line;
    private int damagedLines;
    private int firstDamagedLine;

    private JournalContent() {}

    /** @throws JournalException if it is no journal, or one of a version that is not known here */
    static JournalContent read(Path file) throws IOException {
        JournalContent content = new JournalContent();
        if (!Files.exists(file)) {
            return content;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            content.readAll(in, file);
        }
        return content;
    }

    private void readAll(InputStream in, Path file) throws IOException {
        StringBuilder text = new StringBuilder(JournalRecord.MAX_LINE);
        int next;
        while ((next = in.read()) >= 0) {
            if (next == '\n') {
                lineRead(text.toString(), file);
                text.setLength(0);
            } else if (text.length() <= JournalRecord.MAX_LINE) {
                text.append((char) next); // One that is longer is damaged, and kept no further.
            }
        }
        // What stands behind the last line end was cut off while it was written: nobody was told that it was recorded.
    }

    private void lineRead(String text, Path file) {
        line++;
        if (line == 1) {
            if (!text.equals(HEADER)) {
                throw new JournalException(
                        "--journal: " + file + " is not a journal of this version; its first line must be '" + HEADER
                                + "'. Move the file away to start without it.");
            }
            return;
        }
        @Nullable JournalRecord record = JournalRecord.parse(text).orElse(null);
        if (record instanceof JournalRecord.Opened opened) {
            open.put(opened.id(), opened.apiId());
        } else if (record != null) {
            open.remove(record.id());
        } else {
            damagedLines++;
            firstDamagedLine = firstDamagedLine == 0 ? line : firstDamagedLine;
        }
    }

    /** API by connection id. */
    Map<String, String> open() {
        return open;
    }

    int damagedLines() {
        return damagedLines;
    }

    int firstDamagedLine() {
        return firstDamagedLine;
    }
}
