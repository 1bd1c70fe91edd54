package scf.websocket.scfws;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, with a header before the first. Columns only become wider. Not thread-safe. */
final class Table {
    private final Output output;
    private final String[] header;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();
    private boolean begun;

    Table(Output output, String... header) {
        this.output = output;
        this.header = header;
        this.widths = new int[header.length];
        widen(header);
    }

    /** Adds a line, which {@link #flush} writes. */
    void row(String... cells) {
        String[] clean = new String[header.length];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = Output.printable(cells[i]);
        }
        rows.add(clean);
        widen(clean);
    }

    private void widen(String... cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].codePointCount(0, cells[i].length()));
        }
    }

    /** Writes the lines so far. */
    void flush() {
        if (!begun) {
            begun = true;
            output.line(line(header));
        }
        rows.forEach(row -> output.line(line(row)));
        rows.clear();
        output.flush();
    }

    private String line(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(cells[i]);
            if (i < cells.length - 1) {
                line.append(" ".repeat(widths[i] - cells[i].codePointCount(0, cells[i].length()) + 2));
            }
        }
        return line.toString().stripTrailing();
    }
}
