package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFilesTest {
    @TempDir
    private Path root;

    @Test
    void findsTheJarsOfACheckoutWhereTheBuildPutsThem() throws Exception {
        Files.createDirectories(root.resolve("sql"));
        Files.createDirectories(root.resolve("gateway"));

        StackFiles files = StackFiles.of(root.resolve("tools/local/target/local.jar"), "");

        assertThat(files).isEqualTo(StackFiles.ofCheckout(root, root.resolve("tools/local/target")));
        assertThat(files.gateway()).isEqualTo(root.resolve("gateway/target/gateway.jar"));
        assertThat(files.function("register")).isEqualTo(root.resolve("register-fn/target/register-fn.jar"));
    }

    @Test
    void anUnpackedZipHasItsJarsInOneDirectoryAndItsStateBesideThem() throws Exception {
        Files.createDirectories(root.resolve("jars"));

        StackFiles files = StackFiles.of(root.resolve("lib/local.jar"), "");

        assertThat(files).isEqualTo(StackFiles.ofZip(root, root.resolve("data")));
        assertThat(files.gateway()).isEqualTo(root.resolve("jars/gateway.jar"));
        assertThat(files.function("register")).isEqualTo(root.resolve("jars/register-fn.jar"));
        assertThatThrownBy(files::requireJars).hasMessageContaining("gateway.jar is missing. Unpack the zip again.");
    }

    @Test
    void theStateMayBeElsewhere() throws Exception {
        Files.createDirectories(root.resolve("jars"));

        assertThat(StackFiles.of(root.resolve("lib/local.jar"), "/elsewhere").database())
                .isEqualTo(Path.of("/elsewhere/database"));
    }

    @Test
    void namesThePlaceOfAMovedJar() {
        assertThatThrownBy(() -> StackFiles.of(root.resolve("a/b/c/local.jar"), ""))
                .isInstanceOf(LocalException.class)
                .hasMessageStartingWith("local.jar has to stay in tools/local/target of the project");
    }
}
