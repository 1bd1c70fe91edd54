package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application's jar contains our classes, the same libraries under the same names, and the application. */
class LiveLogContentIT {
    private static final Path ROOT = Path.of("..", "..");
    private static final List<String> OF_THE_APPLICATION =
            List.of("META-INF/services/scf.websocket.app.WebSocketApp", "com/example/livelog/LiveLog.class");

    @Test
    void containsOurThreeJarsByteForByteAndTheApplication() throws IOException {
        assumeThat(Boolean.getBoolean("cos-store.in-jars"))
                .as("our jars contain more with the profile cos")
                .isFalse();
        Map<String, Long> ours = new TreeMap<>();
        for (String function : List.of("register-fn", "transmission-fn", "cleanup-fn")) {
            ours.putAll(content(ROOT.resolve(function + "/target/" + function + ".jar")));
        }

        Map<String, Long> content = content(LiveLogJarIT.JAR);

        assertThat(content.keySet()).containsAll(OF_THE_APPLICATION);
        OF_THE_APPLICATION.forEach(content::remove);
        // Our jars contain only the annotations that our beans use; an application may bring a library that uses
        // others.
        content.keySet()
                .removeIf(name -> name.startsWith("com/fasterxml/jackson/annotation/") && !ours.containsKey(name));
        assertThat(content).isEqualTo(ours);
    }

    @Test
    void isUnpackedForTheServerlessFramework() throws IOException {
        Path folder = LiveLogJarIT.JAR.resolveSibling("scf");
        try (Stream<Path> files = Files.walk(folder);
                JarFile jar = new JarFile(LiveLogJarIT.JAR.toFile())) {
            assertThat(files.filter(Files::isRegularFile).map(file -> name(folder, file)))
                    .containsExactlyInAnyOrderElementsOf(jar.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(JarEntry::getName)
                            .toList());
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Returns checksums by entry name, without entries that describe the jar as a whole. */
    private static Map<String, Long> content(Path jar) throws IOException {
        Map<String, Long> content = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                    .filter(entry -> !entry.getName().startsWith("META-INF/sbom/"))
                    // Merged, and contains the project's name.
                    .filter(entry -> !entry.getName().equals("META-INF/NOTICE"))
                    .forEach(entry -> content.put(entry.getName(), entry.getCrc()));
        }
        return content;
    }
}
