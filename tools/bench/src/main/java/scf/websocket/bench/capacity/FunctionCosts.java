package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;

/** The cost of register and cleanup for function and database, from the jars that are uploaded. */
final class FunctionCosts {
    private static final int WARM_UPS = 4;
    private static final int CALLS = 2000;
    private static final int FIRST_CALLS = 100;
    private static final int ROWS = 100_000;

    private final Path root;
    private final int count;
    private final Report report;
    private final Database database;
    private final ConnectionFiles files;

    FunctionCosts(Path root, int rounds, Report report, Database database, ConnectionFiles files) {
        this.root = root;
        this.count = rounds;
        this.report = report;
        this.database = database;
        this.files = files;
    }

    void measure() {
        firstCalls();
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < WARM_UPS + count; i++) {
            all.add(files.write(files.ids(CALLS)));
        }
        try (FunctionChild register = function("register");
                FunctionChild cleanup = function("cleanup")) {
            calls(register, "register", "connecting", all);
            calls(cleanup, "cleanup", "closing", all);
        }
        report.row(
                "row of the table, of " + Report.number(ROWS),
                "bytes, keys included",
                Report.number(database.bytesOfRow(files.ids(ROWS))));
    }

    private FunctionChild function(String kind) {
        String name = Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Function";
        return new FunctionChild(
                root.resolve(kind + "-fn/target/" + kind + "-fn.jar"),
                "scf.websocket." + kind + "." + name,
                new HashMap<>(database.environment()));
    }

    /** A new instance is slower: classes are loaded, the database is connected to, nothing is compiled. */
    private void firstCalls() {
        List<Rounds.Round> first = new ArrayList<>();
        List<Rounds.Round> next = new ArrayList<>();
        Path ids = files.write(files.ids(FIRST_CALLS));
        for (int i = 0; i < count; i++) {
            try (FunctionChild register = function("register")) {
                first.add(round(register, 1, ids));
                next.add(round(register, FIRST_CALLS - 1, ids));
            }
        }
        database.clear();
        rows("register, first call of an instance", new Rounds(first));
        rows("register, calls 2 to " + FIRST_CALLS, new Rounds(next));
    }

    private Rounds.Round round(FunctionChild function, int calls, Path ids) {
        return Rounds.of(
                        0,
                        1,
                        () -> function.counts().and(database.counts()),
                        () -> function.call(calls, "connecting", ids))
                .last();
    }

    private void calls(FunctionChild function, String operation, String action, List<Path> all) {
        Iterator<Path> next = all.iterator();
        Rounds rounds = Rounds.of(
                WARM_UPS,
                count,
                () -> function.counts().and(database.counts()),
                () -> function.call(CALLS, action, next.next()));
        rows(operation, rounds);
        report.time(operation, "database", rounds, Database.TIME);
        report.row(operation, "bytes of the database's log", rounds.per(Database.LOG_BYTES));
    }

    private void rows(String operation, Rounds rounds) {
        report.function(operation, rounds);
        report.row(operation, "statements", Commands.per(rounds));
    }
}
