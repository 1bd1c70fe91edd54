package scf.websocket.function;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** Makes the application that {@code WEBSOCKET_APP} names. */
final class Apps {
    private static final int MAX_CAUSES = 10;

    private Apps() {}

    /** @throws SettingsException naming the variable, if there is no such class or it cannot be made */
    static WebSocketApp load(Settings settings) {
        String name = settings.text(Setting.WEBSOCKET_APP);
        try {
            Class<?> type = Class.forName(name, true, Apps.class.getClassLoader());
            if (!WebSocketApp.class.isAssignableFrom(type)) {
                throw bad("names a class that does not implement " + WebSocketApp.class.getName(), null);
            }
            return WebSocketApp.class.cast(make(type, settings));
        } catch (ClassNotFoundException e) {
            throw bad(
                    "names a class that is not in the function's jar: it should be " + Setting.WEBSOCKET_APP.form(), e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SettingsException) {
                throw (SettingsException) e.getCause();
            }
            throw bad("names a class whose constructor failed: " + named(e), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw bad(
                    "names a class that cannot be made: it should be public, with a public constructor that takes "
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
