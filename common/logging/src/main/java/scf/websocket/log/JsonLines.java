package scf.websocket.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Writes log lines: {@code {"time":…,"level":…,"logger":…,"message":…}}, followed by the key-value pairs and, for an
 * exception, the class names of its causes and its innermost frames. Lines of several threads never interleave.
 * Thread-safe.
 */
final class JsonLines {
    private static final int MAX_FRAMES = 12;
    private static final int MAX_CAUSES = 5;

    private final PrintStream out;
    private final Clock clock;

    JsonLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void write(
            Level level,
            String logger,
            @Nullable String text,
            @Nullable List<KeyValuePair> pairs,
            @Nullable Throwable throwable,
            boolean withExceptionMessages) {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"time\":\"");
        time(line, clock.instant());
        line.append("\",\"level\":\"")
                .append(level.name().toLowerCase(Locale.ROOT))
                .append('"');
        add(line, "logger", logger.substring(logger.lastIndexOf('.') + 1));
        add(line, "message", text);
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                add(line, pair.key, pair.value);
            }
        }
        if (throwable != null) {
            add(line, "error", describe(throwable, withExceptionMessages));
            add(line, "stack", frames(throwable));
        }
        byte[] bytes = line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    /**
     * Writes the time to the millisecond, as {@link Instant#toString} does. That loads the formatters of all date
     * formats, which the first line of a function would wait for.
     */
    private static void time(StringBuilder line, Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        line.append(time.toLocalDate()).append('T');
        digits(line, time.getHour(), 10);
        digits(line.append(':'), time.getMinute(), 10);
        digits(line.append(':'), time.getSecond(), 10);
        int millis = time.getNano() / 1_000_000;
        if (millis > 0) {
            digits(line.append('.'), millis, 100);
        }
        line.append('Z');
    }

    /** Writes a number with leading zeros. */
    private static void digits(StringBuilder line, int number, int firstDigit) {
        for (int unit = firstDigit; unit > 0; unit /= 10) {
            line.append((char) ('0' + number / unit % 10));
        }
    }

    private static void add(StringBuilder line, String name, @Nullable Object value) {
        line.append(",\"");
        quote(name, line);
        line.append("\":");
        if (value == null || value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            line.append('"');
            quote(value.toString(), line);
            line.append('"');
        }
    }

    private static void quote(String text, StringBuilder line) {
        JsonStringEncoder.getInstance().quoteAsString(text, line);
    }

    private static String describe(Throwable throwable, boolean withMessages) {
        StringBuilder text = new StringBuilder();
        Throwable current = throwable;
        for (int i = 0; i < MAX_CAUSES && current != null; i++) {
            text.append(i == 0 ? "" : " <- ").append(current.getClass().getName());
            if (withMessages && current.getMessage() != null) {
                text.append(": ").append(current.getMessage());
            }
            current = current.getCause();
        }
        return text.toString();
    }

    private static String frames(Throwable throwable) {
        StringBuilder text = new StringBuilder();
        StackTraceElement[] frames = throwable.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append(i == 0 ? "" : " < ").append(frames[i]);
        }
        return text.toString();
    }
}
