package scf.websocket.soak.upgrade;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * What is deployed of one version.
 *
 * @param name as in its archive names
 * @param sql folder of its schema
 * @param jars by module
 */
record Version(String name, Path sql, Function<String, Path> jars) {
    /** This version, which the build has made. */
    static Version built(Path root) {
        return new Version("0.2", root.resolve("sql"), module -> root.resolve(module + "/target/" + module + ".jar"));
    }

    Path gateway() {
        return jars.apply("gateway");
    }

    Path function(Kind kind) {
        return jars.apply(kind.module());
    }
}
