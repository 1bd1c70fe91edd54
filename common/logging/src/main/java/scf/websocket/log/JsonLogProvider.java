package scf.websocket.log;

import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The slf4j provider. Reads {@code LOG_LEVEL} directly, because the first line may be logged before the settings are
 * read.
 */
public final class JsonLogProvider implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();
    private final ILoggerFactory loggers;

    public JsonLogProvider() {
        JsonLines lines = new JsonLines(System.out, Clock.systemUTC());
        @Nullable Level level = level(System.getenv("LOG_LEVEL"));
        this.loggers = new JsonLoggers(lines, level);
    }

    /** Returns null for off. An invalid value counts as info here; the settings report it. */
    static @Nullable Level level(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Level.INFO;
        }
        switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "off":
                return null;
            case "error":
                return Level.ERROR;
            case "warn":
                return Level.WARN;
            case "debug":
                return Level.DEBUG;
            default:
                return Level.INFO;
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
