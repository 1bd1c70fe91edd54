package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a package. */
record PackageFolder(Path path) {
    /** Deletes an earlier package. */
    void clear() throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                // Files sort before their directory.
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(path);
    }

    /**
     * Copies the files that are the same in each build.
     *
     * @param start the one that the platform executes
     */
    void copyFixedFiles(Path from, String start) throws IOException {
        for (Path file : files(from)) {
            Files.copy(file, path.resolve(file.getFileName()));
        }
        if (!path.resolve(start).toFile().setExecutable(true, false)) {
            throw new PackageException(path.resolve(start) + " cannot be made executable");
        }
    }

    /** Writes {@code package.env}, the facts that the start script needs. */
    void writeFacts(Jdk jdk, Glibc glibc, FileTime time) throws IOException {
        Files.writeString(
                path.resolve("package.env"),
                "PACKAGE_JAVA=" + jdk.version() + "\nPACKAGE_GLIBC=" + glibc + "\nPACKAGE_TIME="
                        + time.toInstant().getEpochSecond() + "\n");
    }

    void setTimes(FileTime time) throws IOException {
        for (Path file : files(path)) {
            Files.setLastModifiedTime(file, time);
        }
    }

    /** Returns the sum of all files in bytes. */
    long size() throws IOException {
        long size = 0;
        for (Path file : files(path)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
