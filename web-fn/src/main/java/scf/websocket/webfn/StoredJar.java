package scf.websocket.webfn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar with the same entries in the same order, none of them compressed. The zip around it then compresses all of it as one, which gets it
 * a third smaller than entry by entry, and classes are read without being unpacked.
 */
final class StoredJar {
    private StoredJar() {}

    /**
     * Writes a jar with all that these hold, what several of them hold once.
     *
     * @throws PackageException if two of them hold different things under one name
     */
    static void write(List<Path> jars, Path target) throws IOException {
        Map<String, Long> written = new HashMap<>();
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream stored = new ZipOutputStream(out)) {
            for (Path jar : jars) {
                try (ZipFile source = new ZipFile(jar.toFile())) {
                    for (ZipEntry entry : Collections.list(source.entries())) {
                        Long before = written.put(entry.getName(), entry.getCrc());
                        if (before == null) {
                            copy(source, entry, stored);
                        } else if (before != entry.getCrc()) {
                            throw new PackageException(
                                    jar + " has another " + entry.getName() + " than one of " + jars);
                        }
                    }
                }
            }
        }
    }

    private static void copy(ZipFile source, ZipEntry entry, ZipOutputStream stored) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setMethod(ZipEntry.STORED);
        copy.setSize(entry.getSize());
        copy.setCompressedSize(entry.getSize());
        copy.setCrc(entry.getCrc());
        copy.setTimeLocal(entry.getTimeLocal());
        stored.putNextEntry(copy);
        source.getInputStream(entry).transferTo(stored);
        stored.closeEntry();
    }
}
