package scf.websocket.channels.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;

/** Reads the publications of a page from one result after another. Not thread-safe. */
final class MySqlPageReader {
    /** Bounds the memory that one result takes. */
    private static final int MAX_ROWS = 100;

    private final HistoryQuery query;
    private final List<Publication> publications = new ArrayList<>();
    private @Nullable StreamPosition top;
    private long beyond;
    private long bytes;
    private boolean isDone;

    MySqlPageReader(HistoryQuery query) {
        this.query = query;
        this.beyond = query.beyond();
    }

    /** Returns how many rows the next result should have; 0 if none is needed. */
    int wanted() {
        return isDone ? 0 : Math.min(MAX_ROWS, query.limit() - publications.size());
    }

    /** Returns the last number that the next result should not contain. */
    long beyond() {
        return beyond;
    }

    void read(ResultSet rows) throws SQLException {
        int wanted = wanted();
        int read = 0;
        while (!isDone && rows.next()) {
            StreamPosition known = top;
            if (known == null) {
                known = StreamPosition.of(rows.getLong("Top"), rows.getString("Epoch"));
                top = known;
            }
            read++;
            add(rows, known);
        }
        isDone |= read < wanted;
    }

    private void add(ResultSet row, StreamPosition known) throws SQLException {
        long seq = row.getLong("Seq");
        byte[] data = row.getBytes("Data");
        bytes += data.length + HistoryQuery.OVERHEAD_BYTES;
        boolean isTooMuch = bytes > query.maxBytes() && !publications.isEmpty();
        // A later result may contain publications above the top that the first one named.
        if (isTooMuch || seq > known.offset()) {
            isDone = true;
            return;
        }
        beyond = seq;
        publications.add(Publication.of(JsonData.ofValid(new String(data, StandardCharsets.UTF_8)))
                .withOffset(seq)
                .withInfo(MySqlRows.info(row))
                .withTags(JsonTags.read(row.getBytes("Tags")))
                .withTimeMillis(row.getLong("PublishedAt")));
    }

    /** Returns what was read; null without publications. */
    @Nullable HistoryPage page() {
        return top == null ? null : new HistoryPage(top, publications);
    }
}
