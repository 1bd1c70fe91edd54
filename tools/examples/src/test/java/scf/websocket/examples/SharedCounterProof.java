package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Runs examples/shared-counter from its jar: JSON with a library that its POM relocates. */
class SharedCounterProof {
    private static final Path PROJECT = Path.of("target", "projects", "shared-counter");
    private static final Path JAR = PROJECT.resolve("target/functions.jar");

    @Test
    void readsJsonWithARelocatedLibrary() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("com/example/counter/shaded/gson/Gson.class"))
                    .isNotNull();
            assertThat(jar.getEntry("com/google/gson/Gson.class")).isNull();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Method add = loader.loadClass("com.example.counter.Json").getDeclaredMethod("add", String.class);
            add.setAccessible(true);
            assertThat(add.invoke(null, "{\"add\": 3}")).isEqualTo(OptionalLong.of(3));
            assertThat(add.invoke(null, "three")).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void countsForAllClients() throws Exception {
        try (LocalStack stack = LocalStack.start(
                "counter",
                "--app",
                JAR.toString(),
                "--sql",
                PROJECT.resolve("schema.sql").toString())) {
            stack.awaitPrinted("Ctrl-C stops everything");
            try (Client ann = new Client(stack.webSocket());
                    Client bob = new Client(stack.webSocket())) {
                String start = ann.next();
                assertThat(start).matches("\\{\"count\":\\d+}");
                assertThat(bob.next()).isEqualTo(start);

                ann.send("{\"add\": 2}");

                long next = Long.parseLong(start.replaceAll("\\D", "")) + 2;
                assertThat(ann.next()).isEqualTo("{\"count\":" + next + "}");
                assertThat(bob.next()).isEqualTo("{\"count\":" + next + "}");
            }
        }
    }
}
