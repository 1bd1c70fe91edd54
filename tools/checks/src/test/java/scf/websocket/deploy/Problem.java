package scf.websocket.deploy;

import java.util.Comparator;

/**
 * A problem in a deploy file.
 *
 * @param file the path below the project's root, with slashes
 * @param line from 1
 * @param key the dotted path of the key, with indexes for list items: {@code inputs.events.0.timer}; or the name of a
 *     variable
 * @param message what is wrong, and a correct value
 */
record Problem(String file, int line, String key, String message) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::file)
                .thenComparing(Problem::line)
                .thenComparing(Problem::key)
                .thenComparing(Problem::message)
                .compare(this, other);
    }

    /** Formats the problem so that editors and terminals make it clickable. */
    @Override
    public String toString() {
        return file + ":" + line + " " + key + ": " + message;
    }
}
