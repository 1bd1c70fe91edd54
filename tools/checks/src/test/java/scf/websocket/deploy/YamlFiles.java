package scf.websocket.deploy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads yaml like the framework's command: one document, without duplicate keys. */
final class YamlFiles {
    private YamlFiles() {}

    /**
     * @param name the path below the root; the result is empty if the file is missing or unreadable, which is reported
     *     as a problem
     */
    static Optional<YamlValue> read(Path root, String name, Problems problems) {
        Path path = root.resolve(name);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(path)));
            if (node == null) {
                problems.add(name, 1, "file", "must not be empty");
                return Optional.empty();
            }
            YamlValue whole = YamlValue.whole(name, node);
            whole.all().forEach(value -> checkNoKeyTwice(value, problems));
            return Optional.of(whole);
        } catch (MarkedYAMLException e) {
            problems.add(name, e.getProblemMark().getLine() + 1, "file", "is not yaml: " + e.getProblem());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkNoKeyTwice(YamlValue mapping, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (YamlValue entry : mapping.entryList()) {
            if (!seen.add(entry.key())) {
                problems.add(entry, "must appear only once");
            }
        }
    }
}
