package scf.websocket.function;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Constructors;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.ConnectionStore;

/**
 * Creates the application: the class that {@code WEBSOCKET_APP} names, otherwise the one that {@value NamedApps#FILE}
 * in the jar names, otherwise the chat room.
 */
final class Apps {
    private static final int MAX_CAUSES = 10;

    private final Settings settings;
    private final Supplier<ConnectionStore> store;
    private final ClassLoader loader;

    /** @param store opened only for a constructor that takes more than the settings */
    Apps(Settings settings, Supplier<ConnectionStore> store, ClassLoader loader) {
        this.settings = settings;
        this.store = store;
        this.loader = loader;
    }

    /**
     * @throws SettingsException naming the variable, if the class is missing or cannot be instantiated, or if the jar
     *     names several
     */
    static WebSocketApp load(Settings settings, Supplier<ConnectionStore> store) {
        return new Apps(settings, store, Apps.class.getClassLoader()).load();
    }

    WebSocketApp load() {
        Optional<String> wanted = settings.find(Setting.WEBSOCKET_APP);
        if (wanted.isPresent()) {
            return load(wanted.get(), "names a class");
        }
        Set<String> named = namedByJar();
        if (named.size() > 1) {
            throw bad(
                    "should say which application runs: " + NamedApps.FILE + " names " + String.join(" and ", named),
                    null);
        }
        return named.isEmpty()
                ? new ChatRoomApp(settings)
                : load(named.iterator().next(), "is not set, and " + NamedApps.FILE + " names a class");
    }

    private Set<String> namedByJar() {
        try {
            return NamedApps.in(loader);
        } catch (IOException e) {
            throw bad("is not set, and " + NamedApps.FILE + " cannot be read: " + named(e), e);
        }
    }

    /** @param origin the beginning of the error message */
    private WebSocketApp load(String name, String origin) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!WebSocketApp.class.isAssignableFrom(type)) {
                throw bad(origin + " that does not implement " + WebSocketApp.class.getName(), null);
            }
            return WebSocketApp.class.cast(Constructors.newInstance(type, this::argument));
        } catch (ClassNotFoundException e) {
            throw bad(origin + " that is not in the function's jar: it should be " + Setting.WEBSOCKET_APP.form(), e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SettingsException) {
                throw (SettingsException) e.getCause();
            }
            throw bad(origin + " whose constructor failed: " + named(e), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw bad(
                    origin + " that cannot be made: it should be public, with a public constructor that takes nothing, "
                            + Settings.class.getName()
                            + ", what the store shares (on MySQL, javax.sql.DataSource), or both; "
                            + named(e),
                    e);
        }
    }

    private Optional<?> argument(Class<?> parameter) {
        return parameter == Settings.class ? Optional.of(settings) : store.get().shared(parameter);
    }

    /** Returns class and message of the root cause, in one line. */
    private static String named(Throwable failure) {
        Throwable first = failure;
        for (int depth = 0; depth < MAX_CAUSES && first.getCause() != null; depth++) {
            first = first.getCause();
        }
        return first.toString().replaceAll("\\s+", " ");
    }

    private static SettingsException bad(String problem, @Nullable Throwable cause) {
        SettingsException exception = new SettingsException(Setting.WEBSOCKET_APP.name(), problem + ".");
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
