package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code application/change-group-id} on a copy. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class GroupIdTest {
    private static final String SCRIPT = "application/change-group-id";
    private static final String NEW = "org.acme.ws";

    @TempDir
    Path folder;

    private String ours = "";

    @BeforeEach
    void aCopy() throws IOException {
        for (Path file : ProjectFiles.all()) {
            String name = Checkout.root().relativize(file).toString().replace('\\', '/');
            if (name.matches(SCRIPT + "|(.*/)?pom\\.xml|.*\\.md|tools/local/src/main/.*\\.(java|txt)")) {
                Path copy = folder.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String parent = Files.readString(folder.resolve("application/function-jar/pom.xml"));
        ours = parent.replaceFirst("(?s).*?<groupId>([^<]+)</.*", "$1");
    }

    @Test
    void changesEveryIdButNoPackageAndIsReversible() throws Exception {
        Map<String, String> before = files();
        for (String wrong : List.of("", "org/acme", "org..acme")) {
            assertThat(run(wrong)).as(wrong).isEqualTo(2);
        }
        assertThat(run(NEW)).isZero();
        Map<String, String> after = files();

        // Packages begin with this project's id followed by a dot.
        Pattern id = Pattern.compile("(?<![\\w.-])" + Pattern.quote(ours) + "(?![\\w.-])");
        assertThat(after)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, text) ->
                        assertThat(id.matcher(text).results()).as(name).isEmpty());
        assertThat(after.get("application/parent/pom.xml")).contains("<artifact>" + NEW + ":*</artifact>");
        assertThat(after.get("README.md")).contains("-DarchetypeGroupId=" + NEW + " -D");
        assertThat(packages(after)).isEqualTo(packages(before));

        assertThat(run(ours)).isZero();
        assertThat(files()).isEqualTo(before);
    }

    private int run(String id) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", folder.resolve(SCRIPT).toString(), id)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return script.waitFor();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static long packages(Map<String, String> files) {
        Pattern name = Pattern.compile("scf\\.websocket\\.\\w");
        return files.values().stream()
                .flatMap(text -> name.matcher(text).results())
                .count();
    }
}
