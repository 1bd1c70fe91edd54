package scf.websocket.deploy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The files to check.
 *
 * @param files the directory of the deploy files
 * @param builds the root of the built modules; differs from {@code files} only for broken copies
 * @param mayBeUnbuilt {@code src} directories, relative to {@code builds}, that are checked only if they exist
 */
record Checkout(Path files, Path builds, Set<String> mayBeUnbuilt) {
    /** The Web function contains a Java for Linux on x86-64, which can be built only there. */
    static Set<String> notBuiltHere() {
        boolean built = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return built ? Set.of() : Set.of("web-fn/target/web-fn");
    }

    /** Returns this project. */
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
                throw new IllegalStateException("run these tests in the project's directory, not in " + root);
            }
            return root;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
