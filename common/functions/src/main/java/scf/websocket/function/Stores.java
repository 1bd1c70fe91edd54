package scf.websocket.function;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.ConnectionStoreProvider;
import scf.websocket.connection.MySqlConnectionStore;

/** Opens the store that {@code CONNECTION_STORE} names. */
final class Stores {
    private Stores() {}

    /**
     * @throws SettingsException naming the variable, if the jar contains no such store or a setting of the store is
     *     missing
     */
    static ConnectionStore open(Settings settings) {
        return isMySql(settings)
                ? mySql(settings)
                : provider(settings.text(Setting.CONNECTION_STORE)).open(settings);
    }

    static boolean isMySql(Settings settings) {
        return settings.text(Setting.CONNECTION_STORE).equals("mysql");
    }

    /** Throws what {@link #open} would throw for MySQL, but loads neither pool nor driver. */
    static void checkMySql(Settings settings) {
        settings.text(Setting.DB_HOST);
        settings.text(Setting.DB_USER);
        if (Stores.class.getClassLoader().getResource("com/mysql/cj/jdbc/MysqlDataSource.class") == null) {
            throw noDriver(null);
        }
    }

    private static ConnectionStore mySql(Settings settings) {
        try {
            return MySqlConnectionStore.of(settings);
        } catch (NoClassDefFoundError e) {
            throw noDriver(e);
        }
    }

    private static SettingsException noDriver(@Nullable Throwable cause) {
        return bad(
                "is mysql, but the driver, com.mysql:mysql-connector-j, is not in the function's jar: name a store that is",
                cause);
    }

    private static ConnectionStoreProvider provider(String name) {
        try {
            for (ConnectionStoreProvider provider :
                    ServiceLoader.load(ConnectionStoreProvider.class, Stores.class.getClassLoader())) {
                if (provider.name().equals(name)) {
                    return provider;
                }
            }
        } catch (ServiceConfigurationError e) {
            throw bad("cannot be looked up: a store in the function's jar cannot be made", e);
        }
        throw bad(
                "names a store that is not in the function's jar: it should be mysql, or cos in a jar that was built with"
                        + " the profile cos",
                null);
    }

    private static SettingsException bad(String problem, @Nullable Throwable cause) {
        SettingsException exception = new SettingsException(Setting.CONNECTION_STORE.name(), problem + ".");
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
