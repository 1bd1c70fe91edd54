package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong {@code --app} is one line that says what it should be, and exit code 2. */
class AppJarTest {
    @TempDir
    private Path folder;

    @Test
    void aJarWithTheThreeHandlersIsGood() throws Exception {
        AppJar.require(jar("register.Register", "transmission.Transmission", "cleanup.Cleanup"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(folder.resolve("target/functions.jar"), "there is no file " + folder);
        assertRefused(folder, "there is no file " + folder);
    }

    @Test
    void aMissingHandlerIsNamed() throws Exception {
        assertRefused(
                jar("register.Register", "cleanup.Cleanup"),
                "the handler scf.websocket.transmission.TransmissionFunction");
    }

    @Test
    void aFileThatIsNoJarIsNamed() throws Exception {
        assertRefused(Files.writeString(folder.resolve("functions.jar"), "no zip"), "functions.jar is not a jar");
        assertRefused(Files.createFile(folder.resolve("empty.jar")), "empty.jar is not a jar");
    }

    private static void assertRefused(Path jar, String reason) {
        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> AppJar.require(jar))
                .withMessageContaining(reason)
                .withMessageContaining("--app")
                .withMessageContaining("functions.jar that mvn package makes")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    private Path jar(String... functions) throws Exception {
        Path jar = folder.resolve("functions.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String function : functions) {
                entries.putNextEntry(new ZipEntry("scf/websocket/" + function.replace('.', '/') + "Function.class"));
            }
        }
        return jar;
    }
}
