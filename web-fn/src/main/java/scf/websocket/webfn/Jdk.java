package scf.websocket.webfn;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The JDK from which the package's Java is linked.
 *
 * @param home its directory
 * @param version such as 17.0.15
 */
record Jdk(Path home, String version) {
    /** @throws PackageException if the directory is not a JDK 17 or newer with {@code jlink} */
    static Jdk at(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new PackageException(
                    home + " is not a JDK: it has no file named release. Set -Dweb-fn.jdk to a JDK", e);
        }
        Jdk jdk = new Jdk(home, release.getProperty("JAVA_VERSION", "0").replace("\"", ""));
        if (!Files.isExecutable(jdk.jlink())) {
            throw new PackageException(home + " has no bin/jlink: set -Dweb-fn.jdk to a complete JDK");
        }
        if (jdk.feature() < 17) {
            throw new PackageException("The gateway needs Java 17 or newer; " + home + " is " + jdk.version);
        }
        return jdk;
    }

    /** Returns the feature release, the number before the first dot. */
    int feature() {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }

    Path jlink() {
        return home.resolve("bin/jlink");
    }
}
