package scf.websocket.webfn;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The JDK whose Java goes into the package.
 *
 * @param home its folder
 * @param version such as 17.0.15
 */
record Jdk(Path home, String version) {
    /** @throws PackageException if there is no JDK with {@code jlink}, 17 or newer */
    static Jdk at(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new PackageException(home + " is no JDK, for it has no file release: set -Dweb-fn.jdk to one", e);
        }
        Jdk jdk = new Jdk(home, release.getProperty("JAVA_VERSION", "0").replace("\"", ""));
        if (!Files.isExecutable(jdk.jlink())) {
            throw new PackageException(home + " has no bin/jlink: set -Dweb-fn.jdk to a whole JDK");
        }
        if (jdk.feature() < 17) {
            throw new PackageException("The gateway needs Java 17 or newer; " + home + " is " + jdk.version);
        }
        return jdk;
    }

    /** The number before the first dot. */
    int feature() {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }

    Path jlink() {
        return home.resolve("bin/jlink");
    }
}
