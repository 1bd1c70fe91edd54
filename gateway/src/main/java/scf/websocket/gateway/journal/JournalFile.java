package scf.websocket.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The file of a journal: appends records, and rewrites the file when most of it is obsolete. Not thread-safe. */
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

    long bytes() {
        return bytes.get();
    }

    /** @param force whether to wait for the disk */
    void append(byte[] lines, boolean force) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            throw new IOException("the journal is not open");
        }
        PrivateFiles.write(out, lines);
        bytes.addAndGet(lines.length);
        if (force) {
            out.force(false);
        }
    }

    /** Replaces the file atomically: after a crash either the old or the new one is there, complete. */
    void rewrite(Collection<OpenConnection> open) throws IOException {
        close();
        Path next = folder.resolve("connections.journal.new");
        try (FileChannel out = PrivateFiles.create(next)) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(BUFFER_BYTES + 2 * JournalRecord.MAX_LINE);
            lines.writeBytes((JournalContent.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
            for (OpenConnection connection : open) {
                lines.writeBytes(lines(connection));
                if (lines.size() >= BUFFER_BYTES) {
                    PrivateFiles.write(out, lines.toByteArray());
                    lines.reset();
                }
            }
            PrivateFiles.write(out, lines.toByteArray());
            out.force(true);
            bytes.set(out.position());
        }
        PrivateFiles.replace(next, file);
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Returns the records of an open connection. */
    static byte[] lines(OpenConnection connection) {
        byte[] opened = new JournalRecord.Opened(connection.id(), connection.apiId()).line();
        if (!connection.running()) {
            return opened;
        }
        byte[] running = new JournalRecord.Running(connection.id()).line();
        byte[] both = Arrays.copyOf(opened, opened.length + running.length);
        System.arraycopy(running, 0, both, opened.length, running.length);
        return both;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
