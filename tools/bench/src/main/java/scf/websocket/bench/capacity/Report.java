package scf.websocket.bench.capacity;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The printed table, as Markdown. Not thread-safe. */
final class Report {
    static final String TIME = "processor ms";
    static final double MILLIS = 1e-6;
    private static final int MAX_DECIMALS = 5;
    private static final double SMALLEST = 0.000005;

    private final List<String> rows = new ArrayList<>();
    private final List<String> fanOuts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Processor time, counted in nanoseconds, of each operation. */
    void time(String operation, String where, Rounds rounds, String counter) {
        row(operation, where + ", " + TIME, rounds.per(counter).times(MILLIS));
    }

    /** Both times of a {@link FunctionChild}. */
    void function(String operation, Rounds rounds) {
        time(operation, "function", rounds, FunctionChild.TIME);
        row(
                operation,
                "function, ms on the clock",
                rounds.per(FunctionChild.ELAPSED).times(MILLIS));
    }

    void row(String operation, String figure, Spread value) {
        row(operation, figure, number(value.median()), number(value.lowest()) + " – " + number(value.highest()));
    }

    /** A counted figure, which does not vary. */
    void row(String operation, String figure, String value) {
        row(operation, figure, value, "");
    }

    private void row(String operation, String figure, String value, String range) {
        rows.add("| " + operation + " | " + figure + " | " + value + " | " + range + " |");
    }

    /**
     * The cost of a message to many.
     *
     * @param pushes how they are sent
     * @param figures of one message
     */
    void fanOut(int receivers, String pushes, List<Spread> figures, String statements) {
        String cells = figures.stream()
                .map(figure -> number(figure.median()) + " (" + number(figure.lowest()) + " – "
                        + number(figure.highest()) + ")")
                .collect(Collectors.joining(" | "));
        fanOuts.add("| " + receivers + " | " + pushes + " | " + cells + " | " + statements + " |");
    }

    /** A note below the tables. */
    void note(String line) {
        notes.add(line);
    }

    void print(PrintStream out) {
        out.println("| operation | each of them costs | median | lowest – highest |\n|---|---|---:|---:|");
        rows.forEach(out::println);
        if (!fanOuts.isEmpty()) {
            out.println(
                    "\n| receivers of one message | pushes | function, processor ms | function, ms on the clock "
                            + "| database, processor ms | gateway, processor ms | statements |\n|---:|---|---:|---:|---:|---:|---|");
            fanOuts.forEach(out::println);
        }
        out.println();
        notes.forEach(out::println);
    }

    /** Three significant digits, no exponent. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            // Three digits of a large number, with its thousands set apart.
            double unit = Math.pow(10, Math.floor(Math.log10(size)) - 2);
            return String.format(Locale.ROOT, "%,d", Math.round(Math.round(value / unit) * unit));
        }
        int decimals = 0;
        for (double shown = size; shown < 99.95 && decimals < MAX_DECIMALS; shown *= 10) {
            decimals++;
        }
        return size < SMALLEST ? "0" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
