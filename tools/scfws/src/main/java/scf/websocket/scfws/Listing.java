package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;

/** The entries of an answer: a table, or, with {@code --json}, an object for each entry, one a line. Not thread-safe. */
final class Listing {
    private final Output output;
    private final boolean json;
    private final Table table;

    Listing(Output output, boolean json, String... header) {
        this.output = output;
        this.json = json;
        this.table = new Table(output, header);
    }

    /**
     * Adds an entry, which {@link #flush} writes.
     *
     * @param cells of its line in the table
     */
    void add(JsonNode entry, String... cells) {
        if (json) {
            output.line(entry.toString());
        } else {
            table.row(cells);
        }
    }

    /** Writes the entries so far. */
    void flush() {
        if (json) {
            output.flush();
        } else {
            table.flush();
        }
    }
}
