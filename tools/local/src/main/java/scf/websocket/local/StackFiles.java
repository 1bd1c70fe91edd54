package scf.websocket.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/**
 * Where the parts of the stack are: in a checkout, where the build puts them, or in an unpacked zip. Both are found from the location of
 * this program, so the current folder does not matter.
 *
 * @param root of the checkout or of the unpacked zip
 * @param isCheckout false for an unpacked zip
 * @param state where the database, the copies of an application and the gateway's log are kept
 */
record StackFiles(Path root, boolean isCheckout, Path state) {
    /** The system property that names another folder for the state, so that tests do not touch that of a running stack. */
    static final String STATE_PROPERTY = "scf.local.state";

    /** The kinds of functions. */
    static final List<String> KINDS = List.of("register", "transmission", "cleanup");

    /** The kind of the function that serves the HTTP API of the channels. */
    static final String API = "api";

    static StackFiles ofCheckout(Path root, Path state) {
        return new StackFiles(root, true, state);
    }

    static StackFiles ofZip(Path root, Path state) {
        return new StackFiles(root, false, state);
    }

    /** @throws LocalException if the jar of this program was moved out of the checkout or the unpacked zip */
    static StackFiles ofThisProgram() {
        CodeSource source = StackFiles.class.getProtectionDomain().getCodeSource();
        try {
            return of(Path.of(source.getLocation().toURI()), System.getProperty(STATE_PROPERTY, ""));
        } catch (URISyntaxException e) {
            throw new LocalException("The location of this program cannot be read: " + source.getLocation(), e);
        }
    }

    /**
     * @param program its jar, or the folder of its classes
     * @param state empty for the default
     */
    static StackFiles of(Path program, String state) {
        Path unpacked = program.resolve("../..").normalize();
        if (Files.isDirectory(unpacked.resolve("jars"))) {
            return ofZip(unpacked, state.isEmpty() ? unpacked.resolve("data") : Path.of(state));
        }
        // <root>/tools/local/target/local.jar or <root>/tools/local/target/classes
        Path root = program.resolve("../../../..").normalize();
        if (Files.isDirectory(root.resolve("sql")) && Files.isDirectory(root.resolve("gateway"))) {
            return ofCheckout(root, state.isEmpty() ? root.resolve("tools/local/target") : Path.of(state));
        }
        throw new LocalException(
                "local.jar has to stay in tools/local/target of the project; it is not in one now: " + root);
    }

    /** @throws LocalException if a jar that the stack runs is missing */
    void requireJars() {
        requireJar(gateway());
        KINDS.forEach(kind -> requireJar(function(kind)));
        requireJar(function(API));
    }

    private void requireJar(Path jar) {
        if (!Files.isRegularFile(jar)) {
            Path name = root.relativize(jar);
            String message = isCheckout
                    ? name + " is missing. Build first: ./mvnw -Pquick package"
                    : name + " is missing. Unpack the zip again.";
            throw LocalException.explained("not-built", message, null);
        }
    }

    Path gateway() {
        return jar("gateway");
    }

    /** @param kind one of {@link #KINDS}, or {@link #API} */
    Path function(String kind) {
        return jar(kind + "-fn");
    }

    private Path jar(String module) {
        return root.resolve(isCheckout ? module + "/target/" + module + ".jar" : "jars/" + module + ".jar");
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
