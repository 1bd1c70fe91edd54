package scf.websocket.jar;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of this project, wherever in it the module lies whose tests run. */
final class Checkout {
    private static final Path ROOT = root();

    private Checkout() {}

    /** @param path from the project's folder */
    static Path resolve(String path) {
        return ROOT.resolve(path);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no mvnw in any folder above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
