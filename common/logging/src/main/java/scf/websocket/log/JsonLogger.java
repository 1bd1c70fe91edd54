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

/** Writes log lines at or above its level. Thread-safe. */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    /** The lowest level that is logged; null for off. */
    private final @Nullable Level minimum;

    /** Exception messages may quote client data, so they are logged only at level debug. */
    private final boolean withExceptionMessages;

    private final transient JsonLines lines;

    JsonLogger(String name, @Nullable Level minimum, boolean withExceptionMessages, JsonLines lines) {
        this.name = name;
        this.minimum = minimum;
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
        return minimum != null && level.toInt() >= minimum.toInt();
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
