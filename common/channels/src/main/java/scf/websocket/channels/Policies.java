package scf.websocket.channels;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
            return ChannelPolicy.class.cast(make(type, settings, database));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            throw bad("names a class that cannot be made: " + cause.getClass().getName(), cause);
        }
    }

    /** Calls the constructor with the most parameters. */
    private static Object make(Class<?> type, Settings settings, DataSource database)
            throws ReflectiveOperationException {
        try {
            return type.getConstructor(Settings.class, DataSource.class).newInstance(settings, database);
        } catch (NoSuchMethodException e) {
            try {
                return type.getConstructor(Settings.class).newInstance(settings);
            } catch (NoSuchMethodException none) {
                return type.getConstructor().newInstance();
            }
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
