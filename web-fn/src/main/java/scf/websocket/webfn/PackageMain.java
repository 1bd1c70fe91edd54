package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/**
 * Builds packages; run by the build. Arguments: the names of the packages, separated by commas, the project's root
 * directory, the JDK for the packages, the modification time of their files.
 */
public final class PackageMain {
    private PackageMain() {}

    /** Exits with 1 and an explanation if a package cannot be built. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        boolean possible = platform.toLowerCase(Locale.ROOT).equals("linux on amd64");
        for (String name : arguments[0].split(",", -1)) {
            if (!possible) {
                say(
                        name,
                        "skipped: the package contains a Java for Linux on x86-64 and can be built only there; this is "
                                + platform);
                continue;
            }
            try {
                report(
                        name,
                        make(
                                name,
                                new Checkout(Path.of(arguments[1]).toRealPath()),
                                Jdk.at(Path.of(arguments[2])),
                                FileTime.from(Instant.parse(arguments[3]))));
            } catch (PackageException e) {
                System.err.println(name + ": " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static void report(String name, FinishedPackage made) {
        say(name, made.sizes().report());
        if (made.glibc().compareTo(Glibc.OF_SCF) > 0) {
            say(
                    name,
                    "WARNING: this Java needs glibc " + made.glibc() + ", and SCF has " + Glibc.OF_SCF
                            + ": the package starts here and not on SCF. Set -Dweb-fn.jdk to a JDK for older systems, such as Temurin's.");
        }
    }

    private static FinishedPackage make(String name, Checkout checkout, Jdk jdk, FileTime time)
            throws IOException, InterruptedException, SQLException {
        return switch (name) {
            case "web-fn" -> WebFunctionPackage.make(checkout, jdk, time, message -> say(name, message));
            case "custom-runtime" -> CustomRuntimePackage.make(checkout, jdk, time, message -> say(name, message));
            default -> throw new PackageException("there is no package of this name");
        };
    }

    private static void say(String name, String message) {
        System.out.println(name + ": " + message);
    }
}
