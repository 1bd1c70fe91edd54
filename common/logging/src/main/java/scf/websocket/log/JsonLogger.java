package scf.websocket.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Writes what is at its level or above. Thread-safe. */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    /** Null for off. */
    private final @Nullable Level least;

    /** Messages of exceptions may quote a client, so they stay out unless somebody is debugging. */
    private final boolean withExceptionMessages;

    private final transient JsonLines lines;

    JsonLogger(String name, @Nullable Level least, boolean withExceptionMessages, JsonLines lines) {
        this.name = name;
        this.least = least;
        this.withExceptionMessages = withExceptionMessages;
        this.lines = lines;
    }

    @Override
    public void log(LoggingEvent event) {
        if (isEnabled(event.getLevel())) {
            String text = MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray());
            lines.write(
                    event.getLevel(),
                    name,
                    text,
                    event.getKeyValuePairs(),
                    event.getThrowable(),
                    withExceptionMessages);
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable throwable) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        List<KeyValuePair> none = List.of();
        lines.write(level, name, text, none, throwable, withExceptionMessages);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    private boolean isEnabled(Level level) {
        return least != null && level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }
}
