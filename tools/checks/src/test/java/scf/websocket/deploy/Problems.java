package scf.websocket.deploy;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects problems. Not thread-safe. */
final class Problems {
    private final SortedSet<Problem> found = new TreeSet<>();

    void add(YamlValue where, String message) {
        found.add(new Problem(where.file(), where.line(), where.key(), message));
    }

    void add(String file, int line, String key, String message) {
        found.add(new Problem(file, line, key, message));
    }

    /** Returns the distinct problems, sorted by file and line. */
    List<Problem> all() {
        return List.copyOf(found);
    }
}
