package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A larger package has more than one reason to change. */
class PackageSizeTest {
    private static final int MAX_PERCENT = 15;

    @Test
    void noPackageHoldsMoreThanItsShareOfTheLines() throws IOException {
        Map<Path, Long> lines;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            lines = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.summingLong(PackageSizeTest::lines)));
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();

        assertThat(lines)
                .hasSizeGreaterThan(15)
                .allSatisfy((folder, count) -> assertThat(100 * count / all).isLessThan(MAX_PERCENT));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
