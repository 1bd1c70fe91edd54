package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/**
 * Builds the package; run by the build. Arguments: the project's root directory, the JDK for the package, the
 * modification time of its files.
 */
public final class WebFunctionMain {
    private WebFunctionMain() {}

    /** Exits with 1 and an explanation if the package cannot be built. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!platform.toLowerCase(Locale.ROOT).equals("linux on amd64")) {
            say("skipped: the package contains a Java for Linux on x86-64 and can be built only there; this is "
                    + platform);
            return;
        }
        try {
            WebFunctionPackage made = WebFunctionPackage.make(
                    new Checkout(Path.of(arguments[0]).toRealPath()),
                    Jdk.at(Path.of(arguments[1])),
                    FileTime.from(Instant.parse(arguments[2])),
                    WebFunctionMain::say);
            say(made.sizes().report());
            if (made.glibc().compareTo(Glibc.OF_SCF) > 0) {
                say(
                        "WARNING: this Java needs glibc " + made.glibc() + ", and SCF has " + Glibc.OF_SCF
                                + ": the package starts here and not on SCF. Set -Dweb-fn.jdk to a JDK for older systems, such as Temurin's.");
            }
        } catch (PackageException e) {
            System.err.println("web-fn: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void say(String message) {
        System.out.println("web-fn: " + message);
    }
}
