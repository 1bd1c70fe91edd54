package scf.websocket.deploy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates the seven-field cron expressions of SCF timers. */
final class CronExpression {
    private record Field(String name, int minimum, int maximum) {}

    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59),
            new Field("minute", 0, 59),
            new Field("hour", 0, 23),
            new Field("day", 1, 31),
            new Field("month", 1, 12),
            new Field("weekday", 0, 6),
            new Field("year", 1970, 2099));

    private static final Pattern PARTS = Pattern.compile("(\\*|\\w+(-\\w+)?)(/\\d+)?(,(\\*|\\w+(-\\w+)?)(/\\d+)?)*");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w/])\\d+(?!\\w)");

    private CronExpression() {}

    /** Returns what is wrong, as text to follow the key; empty if it is valid. */
    static Optional<String> problem(String expression) {
        String[] parts = expression.trim().split("\\s+", -1);
        if (parts.length != FIELDS.size()) {
            return Optional.of("must have the 7 fields second, minute, hour, day, month, weekday and year, but has "
                    + parts.length + ": '" + expression + "'");
        }
        for (int i = 0; i < parts.length; i++) {
            Field field = FIELDS.get(i);
            if (!PARTS.matcher(parts[i]).matches() || !inBounds(parts[i], field)) {
                return Optional.of("must have as " + field.name() + " numbers from " + field.minimum() + " to "
                        + field.maximum() + ", *, a list, a range or a step, but has '" + parts[i] + "'");
            }
        }
        return Optional.empty();
    }

    private static boolean inBounds(String part, Field field) {
        Matcher numbers = NUMBER.matcher(part);
        return numbers.results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .allMatch(number -> number >= field.minimum() && number <= field.maximum());
    }
}
