package scf.websocket.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What 0.1 wrote; {@code fixtures/0.1/README.md} says how it was recorded. */
public final class Recorded01 {
    private static final Path FOLDER = Path.of("src", "test", "resources", "fixtures", "0.1");

    private Recorded01() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    public static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without those that begin with #. */
    public static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.startsWith("#")).toList();
    }
}
