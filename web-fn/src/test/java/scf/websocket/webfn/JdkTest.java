package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    @TempDir
    private Path home;

    @Test
    void theJdkOfThisTestIsAccepted() {
        assertThat(Jdk.at(Path.of(System.getProperty("java.home"))).feature())
                .isEqualTo(Runtime.version().feature());
    }

    @Test
    void anyOtherDirectoryIsRejected() {
        assertThatThrownBy(() -> Jdk.at(home))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("web-fn.jdk");
    }

    @Test
    void aJavaWithoutJlinkIsRejected() throws IOException {
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
        assertThatThrownBy(() -> Jdk.at(home))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("jlink");
    }

    @Test
    void anOldJdkIsRejected() throws IOException {
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Path jlink =
                Files.writeString(Files.createDirectories(home.resolve("bin")).resolve("jlink"), "");
        assertThat(jlink.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> Jdk.at(home))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("11.0.2");
    }
}
