package scf.websocket.channels.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;

/** The classes of the JWT library and of the HTTP client load with the first token, not with a function's start. */
class LazyLoadingTest {
    @Test
    void withoutATokenNoLibraryLoads() throws ReflectiveOperationException, IOException {
        List<String> loaded = new ArrayList<>();
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(LazyLoadingTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                loaded.add(name);
                return super.findClass(name);
            }
        }) {
            Class<?> start = loader.loadClass(Start.class.getName());
            run(start, "anonymous");
            assertThat(loaded)
                    .contains(Authenticator.class.getName())
                    .noneMatch(name -> name.startsWith("com.nimbusds.") || name.startsWith("okhttp3."));
            run(start, "token");
            assertThat(loaded).anyMatch(name -> name.startsWith("com.nimbusds."));
        }
    }

    private static void run(Class<?> type, String method) throws ReflectiveOperationException {
        Method found = type.getDeclaredMethod(method);
        found.setAccessible(true);
        found.invoke(null);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Runs in the other class loader. */
    public static final class Start {
        private static Authenticator authenticator;

        private Start() {}

        public static void anonymous() {
            authenticator = Authenticator.of(
                    Settings.of(Map.of(
                            "AUTH_MODE", "optional", "TOKEN_HMAC_SECRET_KEY", "a secret of at least 32 characters")),
                    Clock.systemUTC());
            authenticator.connect("");
        }

        public static void token() {
            authenticator.connect("x.y.z");
        }
    }
}
