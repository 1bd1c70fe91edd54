package scf.websocket.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps copies of damaged files for analysis: the first {@value #MOST}, each of at most {@value #MAX_BYTES} bytes.
 * Never overwrites one.
 */
public final class DamagedFiles {
    static final int MOST = 8;
    static final long MAX_BYTES = 64L << 20;

    private DamagedFiles() {}

    /** Returns the copy; empty if the limit is reached. */
    public static Optional<Path> keep(Path file) throws IOException {
        for (int number = 1; number <= MOST; number++) {
            Path copy = file.resolveSibling(file.getFileName() + ".damaged" + (number == 1 ? "" : "." + number));
            if (!Files.exists(copy)) {
                copy(file, copy);
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    private static void copy(Path file, Path copy) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = PrivateFiles.create(copy)) {
            long end = Math.min(in.size(), MAX_BYTES);
            long copied = 0;
            while (copied < end) {
                copied += in.transferTo(copied, end - copied, out);
            }
            out.force(true);
        }
    }
}
