package scf.websocket.webfn;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are in the project.
 *
 * @param root the folder of the project
 */
record Checkout(Path root) {
    Path gatewayJar() {
        return root.resolve("gateway/target/gateway.jar");
    }

    /** Those of register, transmission and cleanup. */
    List<Path> functionJars() {
        return Stream.of("register-fn", "transmission-fn", "cleanup-fn")
                .map(function -> root.resolve(function).resolve("target").resolve(function + ".jar"))
                .toList();
    }

    /** What is copied into the package as it is. */
    Path fixedFiles() {
        return root.resolve("web-fn/src/main/web-fn");
    }

    Path sql() {
        return root.resolve("sql");
    }

    /** The package as a folder: what {@code web-fn/serverless.yml} uploads. */
    Path folder() {
        return root.resolve("web-fn/target/web-fn");
    }

    /** The same as a file: what is uploaded by hand. */
    Path zip() {
        return root.resolve("web-fn/target/gateway-web-fn.zip");
    }

    /** For logs and for the data of the training run. */
    Path work() {
        return root.resolve("web-fn/target/work");
    }
}
