package scf.websocket.gateway.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of a journal file, read as far as possible. A crash may leave a truncated last line; any other unreadable
 * data counts as damage: zeros, flipped bits, missing or foreign parts. Ids are unique, so a closed connection stays
 * closed wherever its other records are in the file.
 */
final class JournalContent {
    static final String HEADER = "scf-websocket journal 1";
    private static final String ANY_VERSION = "scf-websocket journal [0-9]{1,9}";

    /** Longest part of an unterminated line to examine at once. */
    private static final int PIECE = 1 << 14;

    private final Path file;
    private final Map<String, OpenConnection> open = new LinkedHashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final byte[] piece = new byte[PIECE];
    private int length;
    private boolean lineIsDamaged;
    private boolean anyLine;
    private long position;
    private long damagedRecords;
    private long damagedBytes;
    private long firstDamagedByte;
    private int tornBytes;

    private JournalContent(Path file) {
        this.file = file;
    }

    /** @throws JournalException if the journal is of an unknown version */
    static JournalContent read(Path file) throws IOException {
        JournalContent content = new JournalContent(file);
        if (!Files.exists(file)) {
            return content;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            content.readAll(in);
        }
        return content;
    }

    private void readAll(InputStream in) throws IOException {
        int next;
        while ((next = in.read()) >= 0) {
            position++;
            if (next == '\n') {
                lineEnds();
            } else {
                if (length == PIECE) {
                    salvage(text(), JournalRecord.MAX_LINE);
                }
                piece[length++] = (byte) next;
            }
        }
        fileEnds();
    }

    private String text() {
        return new String(piece, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void lineEnds() {
        String text = text();
        if (!lineIsDamaged && (anyLine ? isRecord(text) : isHeader(text))) {
            length = 0;
        } else {
            salvage(text, 0);
        }
        anyLine = true;
        lineIsDamaged = false;
    }

    private boolean isHeader(String text) {
        if (!text.equals(HEADER) && text.matches(ANY_VERSION)) {
            throw new JournalException(
                    "--journal: " + file + " is not a journal of this version; its first line must be '" + HEADER
                            + "'. Move the file away to start without it.",
                    false);
        }
        return text.equals(HEADER);
    }

    private boolean isRecord(String text) {
        List<JournalRecord> record = JournalRecord.parse(text).stream().toList();
        record.forEach(this::apply);
        return !record.isEmpty();
    }

    /**
     * Recovers records from a damaged part.
     *
     * @param keep how many bytes at its end may belong to the next record
     */
    private void salvage(String text, int keep) {
        JournalSalvage found = JournalSalvage.of(text);
        found.records().forEach(this::apply);
        int kept = Math.min(keep, text.length() - found.end());
        damaged(found.lost() - kept, position - length - 1);
        System.arraycopy(piece, length - kept, piece, 0, kept);
        length = kept;
        lineIsDamaged = true;
    }

    private void damaged(int bytes, long firstByte) {
        if (damagedRecords == 0) {
            firstDamagedByte = Math.max(0, firstByte);
        }
        damagedRecords += lineIsDamaged ? 0 : 1;
        damagedBytes += bytes;
    }

    /** Text after the last line break was being written at the crash: it was not confirmed to anyone. */
    private void fileEnds() {
        if (length == 0 && !lineIsDamaged) {
            return;
        }
        String text = text();
        if (!lineIsDamaged && isTorn(text)) {
            tornBytes = length;
        } else {
            position++;
            salvage(text, 0);
        }
    }

    private boolean isTorn(String text) {
        if (!anyLine) {
            return HEADER.startsWith(text);
        }
        boolean one = text.length() <= JournalRecord.MAX_LINE
                && JournalRecord.mayBegin(text.charAt(0))
                && text.chars().allMatch(c -> c >= ' ' && c <= '~');
        return one
                && (JournalRecord.parse(text).isPresent()
                        || JournalSalvage.of(text).records().isEmpty());
    }

    private void apply(JournalRecord record) {
        String id = record.id();
        if (record instanceof JournalRecord.Opened opened) {
            if (!closed.contains(id)) {
                open.put(id, new OpenConnection(id, opened.apiId()));
            }
        } else if (record instanceof JournalRecord.Closed) {
            open.remove(id);
            closed.add(id);
        } else {
            open.computeIfPresent(id, (same, found) -> found.running(record instanceof JournalRecord.Running));
        }
    }

    /** Returns the open connections in the order of their opening. */
    Collection<OpenConnection> open() {
        return open.values();
    }

    JournalDamage damage() {
        return new JournalDamage(damagedRecords, damagedBytes, firstDamagedByte, tornBytes);
    }
}
