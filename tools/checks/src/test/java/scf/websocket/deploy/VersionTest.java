package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All POMs and pages name the root's version. */
class VersionTest {
    private static final Pattern SNAPSHOT = Pattern.compile("\\d+\\.\\d+\\.\\d+-SNAPSHOT");

    @Test
    void everySnapshotHasTheRootsVersion() throws IOException {
        String ours = Files.readString(Checkout.root().resolve("pom.xml"))
                .replaceFirst("(?s).*?<artifactId>scf-websocket</artifactId>\\s*<version>([^<]+)</.*", "$1");
        Map<String, String> others = new TreeMap<>();
        for (Path file : ProjectFiles.all()) {
            String name = Checkout.root().relativize(file).toString();
            if (file.endsWith("pom.xml") || name.endsWith(".md")) {
                SNAPSHOT.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .filter(version -> !version.equals(ours))
                        .forEach(version -> others.put(name, version));
            }
        }

        assertThat(ours).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(others).isEmpty();
    }
}
