package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** POMs and pages name one version, the root's. */
class VersionTest {
    private static final Pattern SNAPSHOT = Pattern.compile("\\d+\\.\\d+\\.\\d+-SNAPSHOT");

    @Test
    void everySnapshotIsOfTheRootsVersion() throws IOException {
        String ours = Files.readString(Checkout.root().resolve("pom.xml"))
                .replaceFirst("(?s).*?<artifactId>scf-websocket</artifactId>\\s*<version>([^<]+)</.*", "$1");
        Map<String, String> others = new TreeMap<>();
        Files.walkFileTree(Checkout.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skip = name.equals("target") || name.equals("node_modules") || name.equals(".git");
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = Checkout.root().relativize(file).toString();
                if (file.endsWith("pom.xml") || name.endsWith(".md")) {
                    SNAPSHOT.matcher(Files.readString(file))
                            .results()
                            .map(MatchResult::group)
                            .filter(version -> !version.equals(ours))
                            .forEach(version -> others.put(name, version));
                }
                return FileVisitResult.CONTINUE;
            }
        });

        assertThat(ours).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(others).isEmpty();
    }
}
