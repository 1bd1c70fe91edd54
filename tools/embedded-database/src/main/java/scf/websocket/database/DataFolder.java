package scf.websocket.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that survive a stop: tables, password, log, and the process id of the server, in case a crashed run left it behind. Locked
 * while in use, so that a running server is never mistaken for a stale one.
 */
final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** @throws DatabaseStartException if it cannot be written, or another running database holds it */
    static DataFolder lock(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            if (Platform.current().isPosix()) {
                // Anybody who can read connection ids from the tables could push.
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new DatabaseStartException(
                        "Another running program uses the database in " + root + ". Stop that first.");
            }
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new DatabaseStartException("Cannot write the database folder " + root + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Created if missing. */
    Path temporary() throws IOException {
        return Files.createDirectories(root.resolve("tmp"));
    }

    Path tables() {
        return root.resolve("data");
    }

    Path pidFile() {
        return root.resolve("mariadbd.pid");
    }

    Path log() {
        return root.resolve("mariadbd.log");
    }

    /** The SQL that creates the account, for the server alone. */
    Path account() {
        return root.resolve("account.sql");
    }

    Path unpackFallback() {
        return root.resolve("server");
    }

    boolean isNew() {
        return !Files.isDirectory(tables());
    }

    /** Begins with a copy of these tables; an interrupted start leaves nothing half done. */
    void beginWith(Path tables) throws IOException {
        Path partial = root.resolve("data.partial");
        Folders.delete(partial);
        Folders.copy(tables, partial);
        Files.move(partial, tables(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The password of the only account, generated at the first start and readable by the owner alone. */
    String password() throws IOException {
        Path file = root.resolve("password");
        if (isNew() || !Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            writeForOwner(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }

    /** Writes a file that the owner alone can read. */
    static void writeForOwner(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (Platform.current().isPosix()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, text);
    }

    /** The server of a crashed run, if it still runs on this folder. */
    Optional<ProcessHandle> staleServer() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).trim()))
                    .filter(DataFolder::isServer);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process id may have been reused for another program. */
    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("mariadbd") || command.contains("mysqld"))
                .orElse(false);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
