package scf.websocket.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Our own loggers at the level that is set, those of libraries at warn or above, those of the COS SDK never: it quotes the headers of a
 * request that failed, signature and session token among them. Thread-safe.
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
            // It warns of each call that fails, with a stack trace; the call has an outcome, which is counted and
            // logged.
            return new JsonLogger(name, level == null ? null : Level.ERROR, false, lines);
        }
        // Relocated libraries begin with our name too.
        boolean library = name.startsWith("scf.websocket.shaded.") || name.matches("(com|okhttp3|org|io)\\..*|okhttp3");
        boolean quieter = library && level != null && level.toInt() < Level.WARN.toInt();
        return new JsonLogger(name, quieter ? Level.WARN : level, level == Level.DEBUG, lines);
    }
}
