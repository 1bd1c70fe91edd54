package scf.websocket.jar;

import java.nio.file.Files;
import java.nio.file.Path;

/** Locates directories of this project, from whichever module runs the tests. */
final class Checkout {
    private static final Path ROOT = root();

    private Checkout() {}

    /** @param path relative to the project's root */
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
