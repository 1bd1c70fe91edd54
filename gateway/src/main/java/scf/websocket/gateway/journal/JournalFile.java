package scf.websocket.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The file of a journal: appended to, and written anew when most of it is history. For one thread. */
class JournalFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final Path file;
    private @Nullable FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();

    JournalFile(Path folder) {
        this.folder = folder;
        this.file = path(folder);
    }

    static Path path(Path folder) {
        return folder.resolve("connections.journal");
    }

    /** Keeps the last damaged file for whoever wants to know what happened to it. */
    void keepDamaged() throws IOException {
        Files.copy(file, damaged(), StandardCopyOption.REPLACE_EXISTING);
    }

    Path damaged() {
        return folder.resolve("connections.journal.damaged");
    }

    long bytes() {
        return bytes.get();
    }

    /** @param force whether to wait for the disk */
    void append(byte[] lines, boolean force) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            throw new IOException("the journal is not open");
        }
        write(out, lines);
        bytes.addAndGet(lines.length);
        if (force) {
            out.force(false);
        }
    }

    /**
     * Puts a new file in the place of the old one, in one step: whoever reads after a crash in between finds the one or the other,
     * whole.
     *
     * @param open API by connection id
     */
    void rewrite(Map<String, String> open) throws IOException {
        close();
        Path next = folder.resolve("connections.journal.new");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(BUFFER_BYTES + JournalRecord.MAX_LINE);
            lines.writeBytes((JournalContent.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, String> entry : open.entrySet()) {
                lines.writeBytes(new JournalRecord.Opened(entry.getKey(), entry.getValue()).line());
                if (lines.size() >= BUFFER_BYTES) {
                    write(out, lines.toByteArray());
                    lines.reset();
                }
            }
            write(out, lines.toByteArray());
            out.force(true);
            bytes.set(out.position());
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static void write(FileChannel out, byte[] lines) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(lines);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /** The name of the file must reach the disk, too. Where a folder cannot be opened as a file, the system sees to that itself. */
    private void forceFolder() {
        try (FileChannel out = FileChannel.open(folder, StandardOpenOption.READ)) {
            out.force(true);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
