package scf.websocket.bench.capacity;

import java.util.Locale;
import java.util.stream.Collectors;

/** The statements of a database, or the commands of a Redis, for one operation, in words. */
final class Commands {
    /** Tolerance: a measurement may include an occasional reconnect. */
    private static final double NEGLIGIBLE = 0.005;

    private Commands() {}

    /** The statements of one operation, such as {@code insert 1}. */
    static String per(Rounds rounds) {
        String all = rounds.counters().stream()
                .filter(name -> name.startsWith(Database.STATEMENTS) || name.startsWith(RedisInfo.CALLS))
                .filter(name -> rounds.per(name).median() >= NEGLIGIBLE)
                .map(name -> kind(name) + " " + number(rounds.per(name).median()))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static String kind(String counter) {
        String prefix = counter.startsWith(RedisInfo.CALLS) ? RedisInfo.CALLS : Database.STATEMENTS;
        return counter.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : Report.number(value);
    }
}
