package scf.websocket.webfn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks the package as the platform may: with the zip's modes, with or without its times, and read-only. */
final class UnpackedZip {
    private UnpackedZip() {}

    /**
     * Unpacks a zip.
     *
     * @param time the time of all files; null keeps those of the zip
     */
    static Path readOnly(Path zip, Path folder, FileTime time) throws IOException {
        try (ZipFile entries = ZipFile.builder().setPath(zip).get()) {
            for (ZipArchiveEntry entry : Collections.list(entries.getEntries())) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = entries.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                Files.setLastModifiedTime(file, time == null ? entry.getLastModifiedTime() : time);
                boolean executable = (entry.getUnixMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(executable ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
        setFolders(folder, "r-xr-xr-x");
        return folder;
    }

    /** Makes the directory deletable. */
    static void makeWritable(Path folder) throws IOException {
        setFolders(folder, "rwxr-xr-x");
    }

    private static void setFolders(Path folder, String permissions) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    /** Returns each path in the directory with its time and size, to detect writes. */
    static List<String> traces(Path folder) throws IOException {
        TreeMap<String, String> traces = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                traces.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
        }
        return traces.entrySet().stream().map(Object::toString).toList();
    }
}
