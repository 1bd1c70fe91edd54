package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredJarTest {
    @TempDir
    private Path folder;

    @Test
    void hasTheSameEntriesInTheSameOrderAndNoneCompressed() throws IOException {
        Path jar = jar("a.jar", "z/", "", "z/Late.class", "late".repeat(100), "a/Early.class", "early");
        Path stored = folder.resolve("stored.jar");
        StoredJar.write(List.of(jar), stored);
        try (ZipFile before = new ZipFile(jar.toFile());
                ZipFile after = new ZipFile(stored.toFile())) {
            assertThat(entries(after))
                    .extracting(ZipEntry::getName)
                    .containsExactly("z/", "z/Late.class", "a/Early.class");
            assertThat(entries(after)).extracting(ZipEntry::getMethod).containsOnly(ZipEntry.STORED);
            assertThat(entries(after))
                    .extracting(ZipEntry::getCrc)
                    .isEqualTo(entries(before).stream().map(ZipEntry::getCrc).toList());
            assertThat(after.getInputStream(after.getEntry("a/Early.class"))).hasContent("early");
        }
    }

    @Test
    void storesCommonEntriesOnce() throws IOException {
        Path one = jar("one.jar", "Shared.class", "same", "One.class", "1");
        Path two = jar("two.jar", "Shared.class", "same", "Two.class", "2");
        Path stored = folder.resolve("stored.jar");
        StoredJar.write(List.of(one, two), stored);
        try (ZipFile after = new ZipFile(stored.toFile())) {
            assertThat(entries(after))
                    .extracting(ZipEntry::getName)
                    .containsExactly("Shared.class", "One.class", "Two.class");
        }
    }

    @Test
    void refusesJarsWithConflictingEntries() throws IOException {
        Path one = jar("one.jar", "Shared.class", "of one version");
        Path two = jar("two.jar", "Shared.class", "of another");
        assertThatThrownBy(() -> StoredJar.write(List.of(one, two), folder.resolve("stored.jar")))
                .isInstanceOf(PackageException.class)
                .hasMessageContaining("two.jar has a different Shared.class");
    }

    private Path jar(String name, String... namesAndContents) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndContents[i]));
                out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static List<ZipEntry> entries(ZipFile jar) {
        return List.copyOf(Collections.list(jar.entries()));
    }
}
