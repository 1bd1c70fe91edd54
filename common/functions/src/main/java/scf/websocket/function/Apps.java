package scf.websocket.function;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/**
 * Makes the application: the one that {@code WEBSOCKET_APP} names, else the one that the jar names in {@value NamedApps#FILE}, else the
 * chat room.
 */
final class Apps {
    private static final int MAX_CAUSES = 10;

    private Apps() {}

    /** @throws SettingsException naming the variable, if there is no such class or it cannot be made, or if the jar names several */
    static WebSocketApp load(Settings settings) {
        return load(settings, Apps.class.getClassLoader());
    }

    static WebSocketApp load(Settings settings, ClassLoader loader) {
        Optional<String> wanted = settings.find(Setting.WEBSOCKET_APP);
        if (wanted.isPresent()) {
            return load(wanted.get(), "names a class", settings, loader);
        }
        Set<String> named = namedByJar(loader);
        if (named.size() > 1) {
            throw bad(
                    "should say which application runs: " + NamedApps.FILE + " names " + String.join(" and ", named),
                    null);
        }
        return named.isEmpty()
                ? new ChatRoomApp(settings)
                : load(
                        named.iterator().next(),
                        "is not set, and " + NamedApps.FILE + " names a class",
                        settings,
                        loader);
    }

    private static Set<String> namedByJar(ClassLoader loader) {
        try {
            return NamedApps.in(loader);
        } catch (IOException e) {
            throw bad("is not set, and " + NamedApps.FILE + " cannot be read: " + named(e), e);
        }
    }

    /** @param origin begins the sentence that says what is wrong with the class */
    private static WebSocketApp load(String name, String origin, Settings settings, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!WebSocketApp.class.isAssignableFrom(type)) {
                throw bad(origin + " that does not implement " + WebSocketApp.class.getName(), null);
            }
            return WebSocketApp.class.cast(make(type, settings));
        } catch (ClassNotFoundException e) {
            throw bad(origin + " that is not in the function's jar: it should be " + Setting.WEBSOCKET_APP.form(), e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SettingsException) {
                throw (SettingsException) e.getCause();
            }
            throw bad(origin + " whose constructor failed: " + named(e), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw bad(
                    origin + " that cannot be made: it should be public, with a public constructor that takes "
                            + Settings.class.getName() + " or nothing; " + named(e),
                    e);
        }
    }

    private static Object make(Class<?> type, Settings settings) throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 1 && parameters[0] == Settings.class) {
                return constructor.newInstance(settings);
            }
        }
        return type.getConstructor().newInstance();
    }

    /** Class and message of the first cause, in one line. */
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
