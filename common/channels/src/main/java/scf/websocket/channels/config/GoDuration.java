package scf.websocket.channels.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Centrifugo's configuration, written in Go, has them: {@code 24h}, {@code 1h30m}, {@code 0.5s}. */
final class GoDuration {
    /** The longest that an option may be. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|m|h)");

    private GoDuration() {}

    /** Returns empty if the text is no duration from 0 to a year. */
    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            BigDecimal number = new BigDecimal(part.group(1));
            BigDecimal nanos =
                    number.multiply(BigDecimal.valueOf(unit(part.group(2)).toNanos()));
            // Nine digits of hours are more nanoseconds than a long holds.
            if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
                return Optional.empty();
            }
            sum = sum.plusNanos(nanos.longValue());
            end = part.end();
        }
        boolean whole = end > 0 && end == text.length();
        return whole && sum.compareTo(LONGEST) <= 0 ? Optional.of(sum) : Optional.empty();
    }

    private static Duration unit(String name) {
        switch (name) {
            case "ns":
                return Duration.ofNanos(1);
            case "us":
                return Duration.ofNanos(1_000);
            case "ms":
                return Duration.ofMillis(1);
            case "s":
                return Duration.ofSeconds(1);
            case "m":
                return Duration.ofMinutes(1);
            default:
                return Duration.ofHours(1);
        }
    }
}
