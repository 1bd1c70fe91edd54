package scf.websocket.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/**
 * The project's folder, found from where this program lies in it: the current folder does not matter.
 *
 * @param root of the project
 * @param state where the database and the gateway's log are kept
 */
record Checkout(Path root, Path state) {
    /** The system property that puts the state elsewhere, so that tests leave that of a running stack alone. */
    static final String STATE_PROPERTY = "scf.local.state";

    /** Of functions. */
    static final List<String> KINDS = List.of("register", "transmission", "cleanup");

    /** @throws LocalException if this jar has been moved out of the project */
    static Checkout ofThisProgram() {
        CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
        try {
            // Of both <root>/tools/local/target/local.jar and <root>/tools/local/target/classes.
            Path root =
                    Path.of(source.getLocation().toURI()).resolve("../../../..").normalize();
            if (Files.isDirectory(root.resolve("sql")) && Files.isDirectory(root.resolve("gateway"))) {
                String state = System.getProperty(STATE_PROPERTY);
                return new Checkout(root, state == null ? root.resolve("tools/local/target") : Path.of(state));
            }
            throw new LocalException(
                    "local.jar has to stay in tools/local/target of the project; it is not in one now: " + root);
        } catch (URISyntaxException e) {
            throw new LocalException("The place of this program cannot be understood: " + source.getLocation(), e);
        }
    }

    /** @throws LocalException if a jar that the stack runs is missing */
    void requireBuilt() {
        requireBuilt(gateway());
        KINDS.forEach(kind -> requireBuilt(function(kind)));
    }

    private void requireBuilt(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw LocalException.explained(
                    "not-built", root.relativize(jar) + " is missing. Build first: ./mvnw -Pquick package", null);
        }
    }

    Path gateway() {
        return root.resolve("gateway/target/gateway.jar");
    }

    /** @param kind one of {@link #KINDS} */
    Path function(String kind) {
        return root.resolve(kind + "-fn/target/" + kind + "-fn.jar");
    }

    Path sql() {
        return root.resolve("sql");
    }

    Path database() {
        return state.resolve("database");
    }

    /** Where {@code --watch} keeps the jar that runs. */
    Path appCopies() {
        return state.resolve("app");
    }

    Path gatewayLog() {
        return state.resolve("gateway.log");
    }
}
