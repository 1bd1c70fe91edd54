package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LegalNoticesTest {
    @TempDir
    private Path legal;

    @Test
    void keepsOneCopyOfEachNotice() throws IOException {
        notice("java.base", "LICENSE", "the licence");
        notice("java.sql", "LICENSE", "the licence");
        notice("java.xml", "xerces.md", "of this module alone");
        notice("java.xml", "LICENSE", "another licence");
        Files.createSymbolicLink(
                Files.createDirectories(legal.resolve("jdk.net")).resolve("LICENSE"), Path.of("../java.base/LICENSE"));
        LegalNotices.tidy(legal);
        assertThat(legal.resolve("java.base/LICENSE")).hasContent("the licence");
        assertThat(legal.resolve("java.xml/xerces.md")).hasContent("of this module alone");
        assertThat(legal.resolve("java.xml/LICENSE")).hasContent("another licence");
        assertThat(legal).isDirectoryNotContaining(module -> module.endsWith("java.sql") || module.endsWith("jdk.net"));
    }

    private void notice(String module, String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(legal.resolve(module)).resolve(name), text);
    }
}
