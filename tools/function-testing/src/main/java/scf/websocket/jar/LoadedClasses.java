package scf.websocket.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes of a function jar that a function has loaded, with the lambdas that they have created. Immutable. */
public final class LoadedClasses {
    private static final Pattern LINE = Pattern.compile("] (\\S+) source: (\\S+)");

    private final List<String> names;

    private LoadedClasses(List<String> names) {
        this.names = names;
    }

    /** Runs one event of the fixtures in a process of its own. */
    static LoadedClasses ofFirstEvent(String handler, String fixture, Map<String, String> environment, Path jar)
            throws IOException {
        Path log = jar.resolveSibling("loaded-classes-of-" + fixture + ".txt");
        try (FunctionProcess function =
                FunctionProcess.start(handler, environment, List.of(jar), "-Xlog:class+load:file=" + log)) {
            int errNo = function.fixture(fixture).path("errNo").asInt(-1);
            if (errNo != 0) {
                throw new IllegalStateException("errNo " + errNo + ": " + function.log());
            }
        }
        return read(log, jar.getFileName().toString());
    }

    /**
     * Reads what a function has logged with {@code -Xlog:class+load:file=…}.
     *
     * @param jar the name of its file
     */
    public static LoadedClasses read(Path log, String jar) throws IOException {
        return new LoadedClasses(Files.readAllLines(log).stream()
                .map(LINE::matcher)
                .filter(Matcher::find)
                // A lambda has the class that creates it as its source.
                .filter(line -> line.group(2).endsWith("/" + jar) || isLambda(line.group(1)))
                .map(line -> line.group(1))
                .collect(Collectors.toList()));
    }

    private static boolean isLambda(String name) {
        boolean ofJar = name.startsWith("scf.websocket.") || name.startsWith("com.mysql.");
        return ofJar && name.contains("$$Lambda") && !name.startsWith("scf.websocket.jar.");
    }

    /** Returns all names in the order of loading. */
    public List<String> names() {
        return names;
    }

    /** Returns the names of the HTTP client, its libraries, and the threads of the reverse push. */
    public List<String> ofHttpClient() {
        return names.stream()
                .filter(name ->
                        name.matches("scf\\.websocket\\.(shaded\\.(okhttp3|okio|kotlin)\\.|push\\.Http(?!Rev)).*"))
                .collect(Collectors.toList());
    }

    /** Returns the names of the database driver and of its pool. */
    public List<String> ofDatabase() {
        return names.stream()
                .filter(name -> name.startsWith("com.mysql.") || name.startsWith("scf.websocket.shaded.hikari."))
                .collect(Collectors.toList());
    }
}
