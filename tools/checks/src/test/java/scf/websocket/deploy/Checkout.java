package scf.websocket.deploy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What is checked.
 *
 * @param files the folder with the deploy files
 * @param builds the folder below which the modules have been built: the same, but for broken copies of the files
 * @param mayBeUnbuilt {@code src} folders, as paths below {@code builds}, that are checked only if they are there
 */
record Checkout(Path files, Path builds, Set<String> mayBeUnbuilt) {
    /** The Web function holds a Java for Linux on x86-64, which cannot be made elsewhere. */
    static Set<String> notBuiltHere() {
        boolean built = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return built ? Set.of() : Set.of("web-fn/target/web-fn");
    }

    /** This project. */
    static Path root() {
        try {
            Path classes = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // <root>/tools/checks/target/test-classes
            Path root = classes.resolve("../../../..").normalize();
            if (!Files.isRegularFile(root.resolve("mvnw"))) {
                throw new IllegalStateException("these tests have to run in the project's folder, not in " + root);
            }
            return root;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
