package scf.websocket.webfn;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The paths of the project.
 *
 * @param root the project's root directory
 */
record Checkout(Path root) {
    Path gatewayJar() {
        return root.resolve("gateway/target/gateway.jar");
    }

    /** Returns the jars of the register, transmission and cleanup functions. */
    List<Path> functionJars() {
        return Stream.of("register-fn", "transmission-fn", "cleanup-fn")
                .map(function -> root.resolve(function).resolve("target").resolve(function + ".jar"))
                .toList();
    }

    /** Returns the directory whose files are copied into the package unchanged. */
    Path fixedFiles() {
        return root.resolve("web-fn/src/main/web-fn");
    }

    Path sql() {
        return root.resolve("sql");
    }

    /** Returns the unpacked package, which {@code web-fn/serverless.yml} uploads. */
    Path folder() {
        return root.resolve("web-fn/target/web-fn");
    }

    /** Returns the same package as a zip, for manual uploads. */
    Path zip() {
        return root.resolve("web-fn/target/gateway-web-fn.zip");
    }

    /** Returns the directory for logs and for the data of the training run. */
    Path work() {
        return root.resolve("web-fn/target/work");
    }

    /** Returns the jar that passes the events of the runtime CustomRuntime to the functions. */
    Path customRuntimeJar() {
        return root.resolve("common/custom-runtime/target/custom-runtime.jar");
    }

    /** Returns the directory whose files are copied into the package for CustomRuntime unchanged. */
    Path customRuntimeFiles() {
        return root.resolve("web-fn/src/main/custom-runtime");
    }

    /** Returns the unpacked package for CustomRuntime, for the {@code serverless.yml} of each function. */
    Path customRuntimeFolder() {
        return root.resolve("target/functions-custom-runtime");
    }

    /** Returns the same package as a zip. */
    Path customRuntimeZip() {
        return root.resolve("target/functions-custom-runtime.zip");
    }

    /** Returns the directory for logs and for the data of its training run. */
    Path customRuntimeWork() {
        return root.resolve("web-fn/target/custom-runtime-work");
    }

    /** Returns the directory of documented events. */
    Path events() {
        return root.resolve("common/protocol/src/test/resources/events");
    }
}
