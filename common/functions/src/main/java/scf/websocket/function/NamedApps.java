package scf.websocket.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads the names of applications from {@value #FILE} in the function's jar or a layer, in the format of {@link
 * java.util.ServiceLoader}. That class is unsuitable here because it instantiates providers without arguments.
 */
final class NamedApps {
    static final String FILE = "META-INF/services/scf.websocket.app.WebSocketApp";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private NamedApps() {}

    /** Returns class names in the order of the files; usually none or one. */
    static Set<String> in(ClassLoader loader) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (URL file : Collections.list(loader.getResources(FILE))) {
            read(file, names);
        }
        return names;
    }

    private static void read(URL file, Set<String> names) throws IOException {
        URLConnection connection = file.openConnection();
        // A cached jar would stay open, and hide the jar that replaces it.
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = line.replace(BYTE_ORDER_MARK, "").split("#", 2)[0].trim();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
    }
}
