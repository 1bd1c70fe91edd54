package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes duplicates from the {@code legal} directory of a Java, where each module has its own notices, mostly
 * identical to those of java.base, as symbolic links or as copies. Keeps those of java.base, so that the uploaded zip
 * contains neither links nor a dozen copies of a licence.
 */
final class LegalNotices {
    private static final String ALL = "java.base";

    private LegalNotices() {}

    static void tidy(Path legal) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(legal)) {
            // Files sort before their directory.
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            if (Files.isSymbolicLink(path) || (Files.isRegularFile(path) && isRepeated(legal, path))) {
                Files.delete(path);
            } else if (Files.isDirectory(path) && isEmpty(path)) {
                Files.delete(path);
            }
        }
    }

    private static boolean isRepeated(Path legal, Path file) throws IOException {
        Path first = legal.resolve(ALL).resolve(file.getFileName());
        return !file.equals(first) && Files.isRegularFile(first) && Files.mismatch(first, file) < 0;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
