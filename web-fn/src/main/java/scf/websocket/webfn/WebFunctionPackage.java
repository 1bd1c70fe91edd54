package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The finished package: {@code web-fn/target/web-fn}, and the same as {@code gateway-web-fn.zip}.
 *
 * @param sizes the sizes of zip and directory
 * @param glibc the version that its Java requires
 */
record WebFunctionPackage(Sizes sizes, Glibc glibc) {
    private static final String BOOTSTRAP = "scf_bootstrap";

    /**
     * Builds the package, replacing an earlier one.
     *
     * @param time the modification time of all files; Java compares that of {@code gateway.jar} with its class archive
     * @param progress receives a message before each step that takes seconds
     */
    static WebFunctionPackage make(Checkout checkout, Jdk jdk, FileTime time, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Path folder = checkout.folder();
        Path logs = Files.createDirectories(checkout.work());
        Files.deleteIfExists(checkout.zip());
        delete(folder);
        Files.createDirectories(folder);

        progress.accept("linking Java " + jdk.version() + " of " + jdk.home());
        RuntimeImage java = RuntimeImage.link(jdk, folder.resolve("runtime"), logs);
        Glibc glibc = Glibc.neededBy(java.nativeFiles());
        StoredJar.write(List.of(checkout.gatewayJar()), folder.resolve("gateway.jar"));
        // The three jars are nearly identical; merging them saves 6 MB of the zip.
        StoredJar.write(checkout.functionJars(), folder.resolve("functions.jar"));
        fixedFiles(checkout.fixedFiles(), folder);
        Files.writeString(
                folder.resolve("package.env"),
                "PACKAGE_JAVA=" + jdk.version() + "\nPACKAGE_GLIBC=" + glibc + "\nPACKAGE_TIME="
                        + time.toInstant().getEpochSecond() + "\n");
        setTimes(folder, time);

        progress.accept("recording which classes a start needs");
        try (TrainingServers servers = TrainingServers.start(checkout.work().resolve("database"), checkout.sql())) {
            ClassArchive.make(folder, java, servers, logs);
        }
        setTimes(folder, time);

        progress.accept("packing " + checkout.root().relativize(checkout.zip()));
        PackageZip.write(folder, time, checkout.zip());
        return new WebFunctionPackage(new Sizes(Files.size(checkout.zip()), sizeOf(folder)), glibc);
    }

    private static void fixedFiles(Path from, Path folder) throws IOException {
        for (Path file : files(from)) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        if (!folder.resolve(BOOTSTRAP).toFile().setExecutable(true, false)) {
            throw new PackageException(folder.resolve(BOOTSTRAP) + " cannot be made executable");
        }
    }

    private static void setTimes(Path folder, FileTime time) throws IOException {
        for (Path file : files(folder)) {
            Files.setLastModifiedTime(file, time);
        }
    }

    private static long sizeOf(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                // Files sort before their directory.
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
