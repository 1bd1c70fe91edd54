package scf.websocket.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files recorded from version 0.1; {@code fixtures/0.1/README.md} says how. */
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

    /** The lines of a file, without comments. */
    public static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.startsWith("#")).toList();
    }
}
