package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks deploy files with one mistake each: {@code sound/} overlaid with {@code broken/MISTAKE/}. {@code expected.txt}
 * lists how the expected problems begin; no other problem may be found.
 */
class BrokenCopiesIT {
    private static final String EXPECTED = "expected.txt";

    @TempDir
    Path folder;

    @Test
    void theSoundFilesHaveNoProblems() throws IOException {
        copy(resources("sound"), folder);
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundInItsFileAtItsKey(String mistake) throws IOException {
        copy(resources("sound"), folder);
        copy(resources("broken").resolve(mistake), folder);
        List<String> expected = Files.readAllLines(folder.resolve(EXPECTED));
        assertThat(expected).isNotEmpty();
        assertThat(problems())
                .as(mistake)
                .zipSatisfy(
                        expected, (problem, beginning) -> assertThat(problem).startsWith(beginning));
    }

    static Stream<String> mistakes() throws IOException {
        try (Stream<Path> entries = Files.list(resources("broken"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList().stream();
        }
    }

    private List<String> problems() {
        // The files are broken; the builds are those of this project.
        Checkout checkout = new Checkout(folder, Checkout.root(), Checkout.notBuiltHere());
        return DeployCheck.problems(checkout).stream().map(Problem::toString).toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.walk(from)) {
            files = entries.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Reads the source directory: the copy in the build directory keeps deleted files until the next clean. */
    private static Path resources(String name) {
        return Checkout.root().resolve("tools/checks/src/test/resources").resolve(name);
    }
}
