package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Merges the lists of classes that several processes loaded, as Java writes them with {@code DumpLoadedClassList}. */
final class ClassList {
    private ClassList() {}

    /** Keeps the order, superclasses first. */
    static void merge(List<Path> lists, Path target) throws IOException {
        Set<String> merged = new LinkedHashSet<>();
        for (Path list : lists) {
            for (String line : Files.readAllLines(list)) {
                // Classes of loaders other than Java's own are not archived. The number counts the classes of one
                // process.
                if (!line.contains(" source: ")) {
                    merged.add(line.replaceFirst(" id: \\d+$", ""));
                }
            }
        }
        Files.write(target, merged);
    }
}
