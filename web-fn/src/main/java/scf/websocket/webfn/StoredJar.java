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
    private static final String MATERIALS = "META-INF/sbom/bom.json";

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
                        String name = jars.size() > 1 ? nameOf(entry.getName(), jar) : entry.getName();
                        Long before = written.put(name, entry.getCrc());
                        if (before == null) {
                            copy(source, entry, name, stored);
                        } else if (before != entry.getCrc()) {
                            throw new PackageException(
                                    jar + " has another " + entry.getName() + " than one of " + jars);
                        }
                    }
                }
            }
        }
    }

    /** Each jar has a list of materials of its own, which goes by the name of the jar. */
    static String nameOf(String entry, Path jar) {
        return entry.equals(MATERIALS) ? "META-INF/sbom/" + jar.getFileName() + ".json" : entry;
    }

    private static void copy(ZipFile source, ZipEntry entry, String name, ZipOutputStream stored) throws IOException {
        ZipEntry copy = new ZipEntry(name);
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
