package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GlibcTest {
    @TempDir
    private Path folder;

    @Test
    void theNewestVersionOfAllBinariesIsRequired() throws IOException {
        Path one = binary("one", "\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_PRIVATE\0");
        Path other = binary("other", "\0GLIBC_2.4\0GLIBC_2.9\0GLIBCXX_3.4.29\0");
        assertThat(Glibc.neededBy(List.of(one, other))).isEqualTo(new Glibc(2, 34));
        assertThat(Glibc.neededBy(List.of(other))).isEqualTo(new Glibc(2, 9));
    }

    @Test
    void aBinaryWithoutRequirementsRunsAnywhere() throws IOException {
        assertThat(Glibc.neededBy(List.of(binary("static", "nothing")))).isLessThan(Glibc.OF_SCF);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aRealJavaRequiresOne() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
        assertThat(Glibc.neededBy(List.of(java))).isGreaterThan(new Glibc(2, 2)).isLessThan(new Glibc(3, 0));
    }

    private Path binary(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
