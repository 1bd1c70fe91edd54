package scf.websocket.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that stand whole within a damaged piece of a journal: behind garbage, or in one line because the line end between
 * them is lost. Its check sum makes each as certain as one in a line of its own.
 */
final class JournalSalvage {
    private static final Pattern CHECK_SUM = Pattern.compile(" [0-9a-f]{8}");

    /** Places before a check sum that may be where its record begins. Bounds the work on a file made of nothing but check sums. */
    private static final int MOST_BEGINNINGS = 64;

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
        for (int begin = last - 1; begin >= first && tried < MOST_BEGINNINGS; begin--) {
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

    /** In their order. */
    List<JournalRecord> records() {
        return records;
    }

    /** Where the last of them ends; 0 if there is none. */
    int end() {
        return end;
    }

    /** How many bytes of the piece belong to none. */
    int lost() {
        return piece.length() - bytes;
    }
}
