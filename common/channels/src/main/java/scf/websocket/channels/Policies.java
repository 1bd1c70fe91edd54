package scf.websocket.channels;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Constructors;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** Creates the policy that {@code CHANNELS_POLICY} names. */
final class Policies {
    private static final ChannelPolicy NONE = new ChannelPolicy() {};

    private Policies() {}

    /** @throws SettingsException if the class is missing or cannot be instantiated */
    static ChannelPolicy load(Settings settings, DataSource database) {
        Optional<String> name = settings.find(Setting.CHANNELS_POLICY);
        if (name.isEmpty()) {
            return NONE;
        }
        try {
            Class<?> type = Class.forName(name.get(), true, Policies.class.getClassLoader());
            if (!ChannelPolicy.class.isAssignableFrom(type)) {
                throw bad("names a class that does not implement " + ChannelPolicy.class.getName(), null);
            }
            Map<Class<?>, Object> arguments = Map.of(Settings.class, settings, DataSource.class, database);
            return ChannelPolicy.class.cast(
                    Constructors.newInstance(type, parameter -> Optional.ofNullable(arguments.get(parameter))));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            if (cause instanceof SettingsException) {
                throw (SettingsException) cause;
            }
            throw bad("names a class that cannot be made: " + cause.getClass().getName(), cause);
        }
    }

    private static SettingsException bad(String problem, @Nullable Throwable cause) {
        SettingsException exception = new SettingsException(Setting.CHANNELS_POLICY.name(), problem + ".");
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
