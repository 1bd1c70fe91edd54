package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** Which application a jar runs. */
class AppsTest {
    private static final String PLAIN = HandlerServicesTest.Plain.class.getName();
    private static final String CONFIGURED = HandlerServicesTest.Configured.class.getName();

    @TempDir
    private Path folder;

    private final List<URLClassLoader> loaders = new ArrayList<>();

    @AfterEach
    void closeJars() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @Test
    void runsTheApplicationThatTheJarNames() throws Exception {
        assertThat(load(Map.of(), jar(PLAIN))).isInstanceOf(HandlerServicesTest.Plain.class);
        assertThat(load(Map.of("GREETING", "hello"), jar(CONFIGURED)))
                .isInstanceOf(HandlerServicesTest.Configured.class);
    }

    @Test
    void runsTheChatRoomIfTheJarNamesNone() throws Exception {
        assertThat(load(Map.of(), jar())).isInstanceOf(ChatRoomApp.class);
        assertThat(load(Map.of("WEBSOCKET_APP", " "), jar("\n# none yet\n\n"))).isInstanceOf(ChatRoomApp.class);
    }

    @Test
    void prefersTheApplicationOfTheSetting() throws Exception {
        assertThat(load(Map.of("WEBSOCKET_APP", PLAIN), jar("no.such.App", "nor.This")))
                .isInstanceOf(HandlerServicesTest.Plain.class);
    }

    @Test
    void readsServiceFilesWithCommentsBlanksAndRepetitions() throws Exception {
        assertThat(load(Map.of(), jar("\uFEFF# ours\r\n  " + PLAIN + "  # the one\r\n", PLAIN)))
                .isInstanceOf(HandlerServicesTest.Plain.class);
    }

    @Test
    void requiresTheSettingIfTheJarNamesSeveral() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> load(Map.of(), jar(PLAIN, CONFIGURED)))
                .withMessage("WEBSOCKET_APP should say which application runs:"
                        + " META-INF/services/scf.websocket.app.WebSocketApp names " + PLAIN + " and " + CONFIGURED
                        + ".");
    }

    @Test
    void namesTheFileOfAnApplicationThatCannotBeCreated() {
        String begin = "WEBSOCKET_APP is not set, and META-INF/services/scf.websocket.app.WebSocketApp names a class ";
        for (Map.Entry<String, String> wrong : Map.of(
                        "com.example.NoSuchApp",
                        "that is not in the function's jar",
                        "java.lang.String",
                        "that does not implement scf.websocket.app.WebSocketApp",
                        HandlerServicesTest.Broken.class.getName(),
                        "whose constructor failed",
                        WebSocketApp.class.getName(),
                        "that cannot be made",
                        "two words",
                        "that is not in the function's jar")
                .entrySet()) {
            assertThatExceptionOfType(SettingsException.class)
                    .as(wrong.getKey())
                    .isThrownBy(() -> load(Map.of(), jar(wrong.getKey())))
                    .withMessageStartingWith(begin + wrong.getValue());
        }
    }

    @Test
    void readsTheFileOfAReplacedJar() throws Exception {
        Path jar = write(folder.resolve("replaced.jar"), PLAIN);
        assertThat(load(Map.of(), loader(List.of(jar)))).isInstanceOf(HandlerServicesTest.Plain.class);

        Files.delete(jar);
        write(jar, CONFIGURED);

        assertThat(load(Map.of("GREETING", "hello"), loader(List.of(jar))))
                .isInstanceOf(HandlerServicesTest.Configured.class);
    }

    private static WebSocketApp load(Map<String, String> environment, ClassLoader loader) {
        return new Apps(
                        Settings.of(environment),
                        () -> {
                            throw new AssertionError("the store is not needed");
                        },
                        loader)
                .load();
    }

    /** Creates jars, each with a file that names an application. */
    private ClassLoader jar(String... files) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String file : files) {
            jars.add(write(Files.createTempFile(folder, "app", ".jar"), file));
        }
        return loader(jars);
    }

    private static Path write(Path jar, String file) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry(NamedApps.FILE));
            entries.write(file.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private ClassLoader loader(List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, AppsTest.class.getClassLoader());
        loaders.add(loader);
        return loader;
    }
}
