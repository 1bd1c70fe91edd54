package scf.websocket.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds intact records in a damaged part of a journal: after garbage, or joined in one line because the line break was
 * lost. Their check sums make them as reliable as records on their own lines.
 */
final class JournalSalvage {
    private static final Pattern CHECK_SUM = Pattern.compile(" [0-9a-f]{8}");

    /**
     * Limit on candidate starts of a record before a check sum. Bounds the work for a file that consists of check sums.
     */
    private static final int MAX_BEGINNINGS = 64;

    private final String piece;
    private final List<JournalRecord> records = new ArrayList<>();
    private int end;
    private int bytes;

    private JournalSalvage(String piece) {
        this.piece = piece;
    }

    static JournalSalvage of(String piece) {
        JournalSalvage salvage = new JournalSalvage(piece);
        salvage.search();
        return salvage;
    }

    private void search() {
        Matcher checkSum = CHECK_SUM.matcher(piece);
        int from = 0;
        while (checkSum.find(from)) {
            from = checkSum.start() + 1;
            JournalRecord found = endingAt(checkSum.end());
            if (found != null) {
                from = checkSum.end();
                records.add(found);
                bytes += found.line().length - 1;
                end = from;
            }
        }
    }

    private @Nullable JournalRecord endingAt(int last) {
        int first = Math.max(end, last - JournalRecord.MAX_LINE);
        int tried = 0;
        for (int begin = last - 1; begin >= first && tried < MAX_BEGINNINGS; begin--) {
            if (JournalRecord.mayBegin(piece.charAt(begin))) {
                tried++;
                Optional<JournalRecord> record = JournalRecord.parse(piece.substring(begin, last));
                if (record.isPresent()) {
                    return record.get();
                }
            }
        }
        return null;
    }

    /** Returns the records in order. */
    List<JournalRecord> records() {
        return records;
    }

    /** Returns the end of the last record; 0 if there is none. */
    int end() {
        return end;
    }

    /** Returns the number of bytes that belong to no record. */
    int lost() {
        return piece.length() - bytes;
    }
}
