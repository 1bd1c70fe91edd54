package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PackageZipTest {
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-21T00:00:01Z"));

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        folder = Files.createDirectories(temporary.resolve("folder"));
        Files.writeString(folder.resolve("plain"), "plain");
        Path executable = Files.writeString(folder.resolve("executable"), "#!/bin/bash\n");
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        Files.writeString(Files.createDirectories(folder.resolve("below")).resolve("file"), "file");
    }

    @Test
    void keepsExecutablePermissions() throws IOException {
        assertThat(zip("a.zip")).extracting(ZipArchiveEntry::getUnixMode).containsExactly(0100644, 0100755, 0100644);
    }

    @Test
    void sortsEntriesByName() throws IOException {
        assertThat(zip("a.zip"))
                .extracting(ZipArchiveEntry::getName)
                .containsExactly("below/file", "executable", "plain");
    }

    @Test
    void givesAllEntriesOneTimeAlsoInUtc() throws IOException {
        assertThat(zip("a.zip")).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime()).isEqualTo(TIME);
            X5455_ExtendedTimestamp extended =
                    (X5455_ExtendedTimestamp) entry.getExtraField(X5455_ExtendedTimestamp.HEADER_ID);
            assertThat(extended.getModifyFileTime()).isEqualTo(TIME);
        });
    }

    @Test
    void isReproducible() throws IOException {
        zip("a.zip");
        Files.setLastModifiedTime(folder.resolve("plain"), FileTime.fromMillis(0));
        zip("b.zip");
        assertThat(temporary.resolve("b.zip")).hasSameBinaryContentAs(temporary.resolve("a.zip"));
    }

    private List<ZipArchiveEntry> zip(String name) throws IOException {
        PackageZip.write(folder, TIME, temporary.resolve(name));
        try (ZipFile zip = ZipFile.builder().setPath(temporary.resolve(name)).get()) {
            return List.copyOf(Collections.list(zip.getEntriesInPhysicalOrder()));
        }
    }
}
