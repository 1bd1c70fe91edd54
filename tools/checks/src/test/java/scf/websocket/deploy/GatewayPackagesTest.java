package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the layers of gateway packages drawn in docs/architecture.md with the sources. */
class GatewayPackagesTest {
    private static final Path SOURCES = Checkout.root().resolve("gateway/src/main/java/scf/websocket/gateway");
    private static final Pattern DRAWING = Pattern.compile("(?s)## Inside the gateway.*?```\n(.*?)```");
    private static final Pattern NAME = Pattern.compile("[a-z]+(?:\\.[a-z]+)?");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?scf\\.websocket\\.gateway\\.([a-z.]+)\\.[A-Z]");

    @Test
    void theDrawingHasEveryPackage() throws IOException {
        List<String> drawn = layers().stream().flatMap(List::stream).toList();
        assertThat(drawn)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(sources().keySet());
    }

    @Test
    void everyImportPointsDown() throws IOException {
        List<List<String>> layers = layers();
        List<String> last = layers.get(layers.size() - 1);
        List<String> wrong = new ArrayList<>();
        sources()
                .forEach((name, text) -> IMPORT.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .filter(other -> !other.equals(name) && !(last.contains(name) && last.contains(other)))
                        .filter(other -> layer(layers, other) <= layer(layers, name))
                        .forEach(other -> wrong.add(name + " imports " + other)));
        assertThat(wrong).isEmpty();
    }

    private static int layer(List<List<String>> layers, String name) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).contains(name)) {
                return i;
            }
        }
        throw new AssertionError("the drawing lacks " + name);
    }

    /** Returns the names on each line of the drawing, from the top. */
    private static List<List<String>> layers() throws IOException {
        String page = Files.readString(Checkout.root().resolve("docs/architecture.md"));
        String drawing =
                DRAWING.matcher(page).results().findFirst().orElseThrow().group(1);
        return drawing.lines()
                .map(line ->
                        NAME.matcher(line).results().map(name -> name.group()).toList())
                .toList();
    }

    /** Returns the package names below the gateway's, each with the text of its files. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> packages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String folder = SOURCES.relativize(file.getParent()).toString();
                String name = folder.isEmpty() ? "gateway" : folder.replaceAll("[/\\\\]", ".");
                packages.merge(name, Files.readString(file), String::concat);
            }
        }
        return packages;
    }
}
