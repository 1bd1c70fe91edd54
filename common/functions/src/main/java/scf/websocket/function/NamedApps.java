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
 * The applications that a function's jar, or a layer, names in {@value #FILE}, a file as {@link java.util.ServiceLoader} reads it. That
 * class itself is no help here: it makes what it finds, and cannot hand over the settings.
 */
final class NamedApps {
    static final String FILE = "META-INF/services/scf.websocket.app.WebSocketApp";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private NamedApps() {}

    /** Names of classes, in the order of the files; as a rule there is none or one. */
    static Set<String> in(ClassLoader loader) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (URL file : Collections.list(loader.getResources(FILE))) {
            read(file, names);
        }
        return names;
    }

    private static void read(URL file, Set<String> names) throws IOException {
        URLConnection connection = file.openConnection();
        // A cached jar would stay open, and be read again in place of the one that has replaced it.
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
