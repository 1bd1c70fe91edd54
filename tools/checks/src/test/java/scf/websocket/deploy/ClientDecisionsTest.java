package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each decision about a client library names a test, by class and method; the test must exist. */
class ClientDecisionsTest {
    private static final String TEST = "test";

    @Test
    void everyDecisionNamesAnExistingTest() throws IOException {
        List<Map<String, String>> rows = Document.read("docs/reliability.md").table("its default");
        assertThat(rows).isNotEmpty();
        Map<String, Path> classes = testClasses();
        assertThat(rows)
                .flatMap(row -> Arrays.asList(row.get(TEST).split(", ", -1)))
                .allSatisfy(test -> assertThat(isThere(test, classes)).as(test).isTrue());
    }

    private static boolean isThere(String test, Map<String, Path> classes) {
        String[] name = test.split("\\.", -1);
        Path source = classes.get(name[0]);
        try {
            return name.length == 2
                    && source != null
                    && Files.readString(source).contains("void " + name[1] + "(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Path> testClasses() throws IOException {
        Map<String, Path> classes = new HashMap<>();
        List<Path> modules = new ArrayList<>(children(Checkout.root()));
        modules.addAll(children(Checkout.root().resolve("common")));
        modules.addAll(children(Checkout.root().resolve("tools")));
        for (Path module : modules) {
            Path folder = module.resolve("src/test/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.forEach(
                            file -> classes.put(file.getFileName().toString().replace(".java", ""), file));
                }
            }
        }
        return classes;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
