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

/** Files that hold connection ids, with which anybody could push: only their owner may read them, where the system knows owners. */
public final class PrivateFiles {
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] OWNER_ONLY_FOLDER = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
    private static final FileAttribute<?>[] NONE = {};

    private PrivateFiles() {}

    /** A new file for writing, in the place of one that may be there. */
    static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                isPosix(file) ? OWNER_ONLY : NONE);
    }

    /** Puts a text in ISO 8859-1 in the place of what a file holds, as {@link #replace} does. */
    public static void rewrite(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = create(next)) {
            write(out, text.getBytes(StandardCharsets.ISO_8859_1));
            out.force(true);
        }
        replace(next, file);
    }

    /** Writes all of it. */
    static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /**
     * Puts a new file in the place of the old one, in one step, and has the disk know its name: whoever reads after a crash in between
     * finds the one or the other, whole.
     */
    static void replace(Path next, Path file) throws IOException {
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** Where a folder cannot be opened as a file, the system sees to that itself. */
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

    /** A folder and those above it, as far as they are not there. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, isPosix(folder) ? OWNER_ONLY_FOLDER : NONE);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
