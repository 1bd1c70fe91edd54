package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deploy from yaml uploads the same content as an upload of the jar in the console. */
class FunctionFolderIT {
    @ParameterizedTest
    @ValueSource(strings = {"register-fn", "transmission-fn", "cleanup-fn", "api-fn"})
    void theDirectoryContainsTheJarByteForByte(String module) throws IOException {
        Path target = Checkout.root().resolve(module).resolve("target");
        assertThat(checksumsOfFolder(target.resolve("scf")))
                .isNotEmpty()
                .isEqualTo(checksumsOfJar(target.resolve(module + ".jar")));
    }

    private static Map<String, Long> checksumsOfFolder(Path folder) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                CRC32 checksum = new CRC32();
                checksum.update(Files.readAllBytes(file));
                checksums.put(name, checksum.getValue());
            }
        }
        return checksums;
    }

    private static Map<String, Long> checksumsOfJar(Path path) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    checksums.put(entry.getName(), entry.getCrc());
                }
            }
        }
        return checksums;
    }
}
