package scf.websocket.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations on whole folders that {@link Files} lacks. */
final class Folders {
    private Folders() {}

    /** Fills a new folder. */
    @FunctionalInterface
    interface Filling {
        void fill(Path folder) throws IOException, InterruptedException;
    }

    /** Makes a folder unless it exists, once even if several builds start at once. An interrupted call leaves nothing half done. */
    static void makeOnce(Path folder, Filling filling) throws IOException, InterruptedException {
        if (Files.isDirectory(folder)) {
            return;
        }
        // File locks exclude other processes, the monitor excludes other threads.
        synchronized (Folders.class) {
            try (FileChannel channel = FileChannel.open(
                            sibling(folder, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (!Files.isDirectory(folder) && lock.isValid()) {
                    Path partial = sibling(folder, ".partial");
                    delete(partial);
                    filling.fill(Files.createDirectory(partial));
                    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private static Path sibling(Path folder, String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }

    /** Copies a folder and all in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Deletes a folder and all in it; one that is missing is fine. Links are deleted, not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
