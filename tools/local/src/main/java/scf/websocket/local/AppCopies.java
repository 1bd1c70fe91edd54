package scf.websocket.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of an application's jar, and a symbolic link to the current one. A build overwrites its jar in place, which crashes a JVM that
 * has it open; a copy never changes. Not thread-safe.
 */
final class AppCopies {
    private final Path folder;
    private int copies;

    /** @throws LocalException if the folder cannot be emptied */
    AppCopies(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            for (Path left : files()) {
                Files.delete(left);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** @param folder of the copies */
    static Path link(Path folder) {
        return folder.resolve("functions.jar");
    }

    /**
     * Copies the jar and points the link at the copy.
     *
     * @return undoes this, for a copy that the gateway cannot load
     * @throws LocalException if the jar cannot be copied
     */
    Runnable use(Path jar) {
        try {
            copies++;
            Path copy = folder.resolve("functions-" + copies + ".jar");
            Files.copy(jar, copy);
            Path before = Files.exists(link(folder)) ? link(folder).toRealPath() : copy;
            pointLinkAt(copy);
            return () -> {
                try {
                    pointLinkAt(before);
                    Files.delete(copy);
                } catch (IOException e) {
                    throw failed(e);
                }
            };
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void pointLinkAt(Path to) throws IOException {
        Path next = folder.resolve("next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, to.getFileName());
        Files.move(next, link(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes all copies but the current one; a process that still reads another has it open. */
    void forgetOthers() {
        try {
            Path current = link(folder).toRealPath();
            for (Path file : files()) {
                if (!Files.isSymbolicLink(file) && !file.toRealPath().equals(current)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static LocalException failed(IOException e) {
        return new LocalException("The application's jar cannot be copied: " + e.getMessage(), e);
    }
}
