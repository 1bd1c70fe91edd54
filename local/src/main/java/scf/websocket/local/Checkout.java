package scf.websocket.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** The project's folder, found from where this program lies in it: the current folder does not matter. */
record Checkout(Path root) {
    /** @throws LocalException if this jar has been moved out of the project */
    static Checkout ofThisProgram() {
        CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
        try {
            // Of both <root>/local/target/local.jar and <root>/local/target/classes.
            Path root =
                    Path.of(source.getLocation().toURI()).resolve("../../..").normalize();
            if (Files.isDirectory(root.resolve("sql")) && Files.isDirectory(root.resolve("gateway"))) {
                return new Checkout(root);
            }
            throw new LocalException(
                    "local.jar has to stay in local/target of the project; it is not in one now: " + root);
        } catch (URISyntaxException e) {
            throw new LocalException("The place of this program cannot be understood: " + source.getLocation(), e);
        }
    }

    /** @throws LocalException if a jar that the stack runs is missing */
    void requireBuilt() {
        for (Path jar : List.of(gateway(), function("register"), function("transmission"), function("cleanup"))) {
            if (!Files.isRegularFile(jar)) {
                throw new LocalException(root.relativize(jar) + " is missing. Build first: ./mvnw -Pquick package");
            }
        }
    }

    Path gateway() {
        return root.resolve("gateway/target/gateway.jar");
    }

    /** @param kind register, transmission or cleanup */
    Path function(String kind) {
        return root.resolve(kind + "-fn/target/" + kind + "-fn.jar");
    }

    Path sql() {
        return root.resolve("sql");
    }

    Path database() {
        return root.resolve("local/target/database");
    }

    Path gatewayLog() {
        return root.resolve("local/target/gateway.log");
    }
}
