package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.ConnectionStoreProvider;
import scf.websocket.connection.MySqlConnectionStore;

/** A function jar may omit the driver, whose licence differs from ours. */
class StoresTest {
    @TempDir
    Path folder;

    /** A store of an application that brings its own driver. */
    public static final class OwnDriver implements ConnectionStoreProvider {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public ConnectionStore open(Settings settings) {
            return MySqlConnectionStore.of(new NoDatabase(), settings);
        }
    }

    @Test
    void aStoreWithItsOwnDriverDoesNotNeedOurs() throws Exception {
        try (URLClassLoader jar = jarWithoutTheDriver()) {
            Object store = open(jar, "own");
            assertThat(store.getClass().getName()).isEqualTo(MySqlConnectionStore.class.getName());
            assertThatThrownBy(() -> store.getClass().getMethod("count").invoke(store))
                    .cause()
                    .hasMessageContaining("the database failed: SQLSTATE 08001");
        }
    }

    @Test
    void theDefaultStoreReportsAMissingDriver() throws Exception {
        try (URLClassLoader jar = jarWithoutTheDriver()) {
            assertThatThrownBy(() -> open(jar, "mysql"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageStartingWith(
                            "CONNECTION_STORE is mysql, but the driver, com.mysql:mysql-connector-j, is not");
        }
    }

    private static Object open(ClassLoader jar, String name) throws Exception {
        Class<?> settings = jar.loadClass(Settings.class.getName());
        Object given = settings.getMethod("of", Map.class)
                .invoke(null, Map.of("CONNECTION_STORE", name, "DB_HOST", "127.0.0.1", "DB_USER", "somebody"));
        Method open = jar.loadClass(Stores.class.getName()).getDeclaredMethod("open", settings);
        open.setAccessible(true);
        return open.invoke(null, given);
    }

    private URLClassLoader jarWithoutTheDriver() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ConnectionStoreProvider.class.getName()), OwnDriver.class.getName());
        List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("mysql-connector-j")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
