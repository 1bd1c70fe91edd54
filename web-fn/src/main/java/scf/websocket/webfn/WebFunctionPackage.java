package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Builds the Web function: {@code web-fn/target/web-fn}, and the same as {@code gateway-web-fn.zip}. */
final class WebFunctionPackage {
    private static final String BOOTSTRAP = "scf_bootstrap";

    private WebFunctionPackage() {}

    /**
     * Builds the package, replacing an earlier one.
     *
     * @param time the modification time of all files; Java compares that of {@code gateway.jar} with its class archive
     * @param progress receives a message before each step that takes seconds
     */
    static FinishedPackage make(Checkout checkout, Jdk jdk, FileTime time, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        PackageFolder folder = new PackageFolder(checkout.folder());
        Path logs = Files.createDirectories(checkout.work());
        Files.deleteIfExists(checkout.zip());
        folder.clear();

        progress.accept("linking Java " + jdk.version() + " of " + jdk.home());
        RuntimeImage java =
                RuntimeImage.link(jdk, RuntimeImage.GATEWAY, folder.path().resolve("runtime"), logs);
        Glibc glibc = Glibc.neededBy(java.nativeFiles());
        StoredJar.write(List.of(checkout.gatewayJar()), folder.path().resolve("gateway.jar"));
        // The three jars are nearly identical; merging them saves 6 MB of the zip.
        StoredJar.write(checkout.functionJars(), folder.path().resolve("functions.jar"));
        folder.copyFixedFiles(checkout.fixedFiles(), BOOTSTRAP);
        folder.writeFacts(jdk, glibc, time);
        folder.setTimes(time);

        progress.accept("recording which classes a start needs");
        try (TrainingServers servers = TrainingServers.start(checkout.work().resolve("database"), checkout.sql())) {
            ClassArchive.make(folder.path(), java, servers, logs);
        }
        folder.setTimes(time);

        progress.accept("packing " + checkout.root().relativize(checkout.zip()));
        PackageZip.write(folder.path(), time, checkout.zip());
        return new FinishedPackage(new Sizes(Files.size(checkout.zip()), folder.size()), glibc);
    }
}
