package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds the functions for the runtime CustomRuntime: {@code target/functions-custom-runtime}, and the same as a zip. One
 * package serves all functions.
 */
final class CustomRuntimePackage {
    private static final String BOOTSTRAP = "bootstrap";
    private static final String JAR = "functions.jar";
    private static final String ARCHIVE = "functions.jsa";

    private CustomRuntimePackage() {}

    /**
     * Builds the package, replacing an earlier one.
     *
     * @param time the modification time of all files; Java compares that of {@code functions.jar} with its class archive
     * @param progress receives a message before each step that takes seconds
     */
    static FinishedPackage make(Checkout checkout, Jdk jdk, FileTime time, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        PackageFolder folder = new PackageFolder(checkout.customRuntimeFolder());
        Path logs = Files.createDirectories(checkout.customRuntimeWork());
        Files.deleteIfExists(checkout.customRuntimeZip());
        folder.clear();

        progress.accept("linking Java " + jdk.version() + " of " + jdk.home());
        RuntimeImage java =
                RuntimeImage.link(jdk, RuntimeImage.FUNCTIONS, folder.path().resolve("runtime"), logs);
        Glibc glibc = Glibc.neededBy(java.nativeFiles());
        writeFiles(checkout, folder.path());
        folder.writeFacts(jdk, glibc, time);
        folder.setTimes(time);

        progress.accept("recording which classes a first event needs");
        Path classes = logs.resolve("classes");
        try (TrainingServers servers = TrainingServers.start(logs.resolve("database"), checkout.sql())) {
            new CustomRuntimeTraining(checkout, servers, logs).run(folder.path(), classes);
        }
        dump(folder.path(), java, classes, logs);
        folder.setTimes(time);

        progress.accept("packing " + checkout.root().relativize(checkout.customRuntimeZip()));
        PackageZip.write(folder.path(), time, checkout.customRuntimeZip());
        return new FinishedPackage(new Sizes(Files.size(checkout.customRuntimeZip()), folder.size()), glibc);
    }

    /** Writes jar and scripts; with a Java in {@code runtime}, the package runs then, although without an archive. */
    static void writeFiles(Checkout checkout, Path folder) throws IOException {
        List<Path> jars = new ArrayList<>(checkout.functionJars());
        jars.add(checkout.customRuntimeJar());
        StoredJar.write(jars, folder.resolve(JAR));
        new PackageFolder(folder).copyFixedFiles(checkout.customRuntimeFiles(), BOOTSTRAP);
    }

    /**
     * Creates one archive of all classes, those of the JDK included. A dynamic archive, as that of the Web function, would
     * be limited to the classes of one process, and each function runs in its own.
     */
    private static void dump(Path folder, RuntimeImage java, Path classes, Path logs) throws IOException {
        Command.run(
                List.of(
                        java.java().toString(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE),
                        "-cp",
                        JAR),
                folder,
                logs.resolve("dump.log"));
        Files.delete(java.classList());
    }
}
