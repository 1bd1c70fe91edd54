package scf.websocket.bench.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Files of connection ids, a line each, for the functions to take. For one thread. */
final class ConnectionFiles {
    private static final int NODE_BYTES = 8;
    private static final int RANDOM_BYTES = 16;

    private final Random random = new Random(1);
    private final Path folder;
    private int written;

    ConnectionFiles(Path folder) {
        this.folder = folder;
    }

    /** Ids of no connection, in the form of the gateway, all of one node. */
    List<String> ids(int count) {
        List<String> ids = new ArrayList<>(count);
        byte[] secret = new byte[RANDOM_BYTES];
        for (int i = 0; i < count; i++) {
            random.nextBytes(secret);
            byte[] id = ByteBuffer.allocate(NODE_BYTES + RANDOM_BYTES)
                    .putLong(Long.MAX_VALUE)
                    .put(secret)
                    .array();
            ids.add(Base64.getEncoder().encodeToString(id));
        }
        return ids;
    }

    Path write(List<String> ids) {
        try {
            return Files.write(folder.resolve("ids-" + written++), ids).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
