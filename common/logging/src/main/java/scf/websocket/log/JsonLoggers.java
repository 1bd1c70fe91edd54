package scf.websocket.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Creates loggers: our own log at the configured level, libraries at warn or above, and the COS SDK never, because it
 * logs the headers of failed requests, including signatures and session tokens. Thread-safe.
 */
final class JsonLoggers implements ILoggerFactory {
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final JsonLines lines;
    private final @Nullable Level level;

    JsonLoggers(JsonLines lines, @Nullable Level level) {
        this.lines = lines;
        this.level = level;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, this::make);
    }

    private Logger make(String name) {
        if (name.startsWith("com.qcloud.cos.") || name.startsWith("scf.websocket.shaded.cos.")) {
            return new JsonLogger(name, null, false, lines);
        }
        if (name.startsWith("reactor.")) {
            // It logs each failed call with a stack trace; we count and log the outcome ourselves.
            return new JsonLogger(name, level == null ? null : Level.ERROR, false, lines);
        }
        // The names of relocated libraries begin with ours.
        boolean library = name.startsWith("scf.websocket.shaded.")
                || name.startsWith("com.")
                || name.startsWith("org.")
                || name.startsWith("io.")
                || name.startsWith("okhttp3.")
                || name.equals("okhttp3");
        boolean raised = library && level != null && level.toInt() < Level.WARN.toInt();
        return new JsonLogger(name, raised ? Level.WARN : level, level == Level.DEBUG, lines);
    }
}
