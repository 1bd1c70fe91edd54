package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions on CustomRuntime with the Java of the build and without an archive of classes: {@link
 * CustomRuntimePackageProof} tests the finished package, whose build takes too long for each build.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CustomRuntimeIT extends CustomRuntimeContract {
    @TempDir
    private static Path temporary;

    private static TrainingServers backends;

    @BeforeAll
    static void assemble() throws IOException {
        // Only the owner can access JUnit's temporary directory.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path folder = Files.createDirectories(temporary.resolve("code"));
        CustomRuntimePackage.writeFiles(CHECKOUT, folder);
        Files.createSymbolicLink(folder.resolve("runtime"), Path.of(System.getProperty("java.home")));
        Files.writeString(folder.resolve("package.env"), "PACKAGE_JAVA=17\nPACKAGE_GLIBC=2.17\nPACKAGE_TIME=0\n");
        writeApplication(folder.resolve("app"));
        backends = TrainingServers.start(CHECKOUT.customRuntimeWork().resolve("database-of-tests"), CHECKOUT.sql());
    }

    @AfterAll
    static void stop() {
        if (backends != null) {
            backends.close();
        }
    }

    @Override
    Path code() {
        return temporary.resolve("code");
    }

    @Override
    Path work() {
        return temporary;
    }

    @Override
    TrainingServers servers() {
        return backends;
    }
}
