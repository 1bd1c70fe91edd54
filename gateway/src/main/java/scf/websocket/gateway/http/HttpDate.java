package scf.websocket.gateway.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} header (RFC 9110 §6.6.1), formatted at most once a second. Thread-safe. */
public final class HttpDate {
    private record Second(long epochSecond, String text) {}

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Second latest = new Second(-1, "");

    public HttpDate(Clock clock) {
        this.clock = clock;
    }

    String now() {
        long millis = clock.millis();
        Second known = latest;
        if (known.epochSecond() != millis / 1000) {
            known = new Second(millis / 1000, FORMAT.format(Instant.ofEpochMilli(millis)));
            latest = known;
        }
        return known.text();
    }
}
