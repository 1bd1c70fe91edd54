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
 * Writes jars with uncompressed entries. The surrounding zip compresses the jar as a whole, which saves a third
 * compared to compressed entries, and classes load without inflating.
 */
final class StoredJar {
    /** SCF's machines are x86-64, and the library of BoringSSL for others is 1.3 MB of the zip. */
    private static final String OTHER_PROCESSORS = "_linux_aarch_64.so";

    private static final String MATERIALS = "META-INF/sbom/bom.json";

    private StoredJar() {}

    /**
     * Writes a jar with the entries of all given jars, except libraries for other processors; common entries appear
     * once.
     *
     * @throws PackageException if two jars have different content under the same name
     */
    static void write(List<Path> jars, Path target) throws IOException {
        Map<String, Long> written = new HashMap<>();
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream stored = new ZipOutputStream(out)) {
            for (Path jar : jars) {
                try (ZipFile source = new ZipFile(jar.toFile())) {
                    for (ZipEntry entry : Collections.list(source.entries())) {
                        if (entry.getName().endsWith(OTHER_PROCESSORS)) {
                            continue;
                        }
                        String name = jars.size() > 1 ? nameOf(entry.getName(), jar) : entry.getName();
                        Long before = written.put(name, entry.getCrc());
                        if (before == null) {
                            copy(source, entry, name, stored);
                        } else if (before != entry.getCrc()) {
                            throw new PackageException(
                                    jar + " has a different " + entry.getName() + " than one of " + jars);
                        }
                    }
                }
            }
        }
    }

    /** Renames each jar's bill of materials after the jar. */
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
