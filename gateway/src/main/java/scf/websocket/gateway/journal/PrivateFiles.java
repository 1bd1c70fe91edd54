package scf.websocket.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files readable only by their owner, on systems with POSIX permissions: they contain connection ids, which allow
 * anyone to push.
 */
public final class PrivateFiles {
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] OWNER_ONLY_FOLDER = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
    private static final FileAttribute<?>[] NONE = {};

    private PrivateFiles() {}

    /** Creates a new file for writing, replacing an existing one. */
    static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                isPosix(file) ? OWNER_ONLY : NONE);
    }

    /** Replaces the content of a file by ISO 8859-1 text, as {@link #replace} does. */
    public static void rewrite(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = create(next)) {
            write(out, text.getBytes(StandardCharsets.ISO_8859_1));
            out.force(true);
        }
        replace(next, file);
    }

    /** Writes all bytes. */
    static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /** Replaces a file atomically and durably: after a crash either the old or the new one is there, complete. */
    static void replace(Path next, Path file) throws IOException {
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** A directory that cannot be opened as a file needs no flush on that system. */
    private static void forceFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel out = FileChannel.open(folder, StandardOpenOption.READ)) {
            out.force(true);
        } catch (IOException e) {
            return;
        }
    }

    /** Creates a directory and its missing parents. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, isPosix(folder) ? OWNER_ONLY_FOLDER : NONE);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
