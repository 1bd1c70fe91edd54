package scf.websocket.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.core.ExecutableProvider;
import scf.websocket.testing.process.Await;

/**
 * The redis-server that the tests run, unpacked once. A file that was just written cannot be run while another thread starts a process,
 * which inherits what is open for a moment ("text file busy"); later starts need not think of that.
 */
final class RedisExecutable {
    private static final File FILE = unpacked();

    private RedisExecutable() {}

    static File file() {
        return FILE;
    }

    private static File unpacked() {
        try {
            File file = ExecutableProvider.newJarResourceProvider().get();
            Await.until("redis-server can be run", () -> canBeRun(file));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canBeRun(File file) {
        try {
            return new ProcessBuilder(file.getAbsolutePath(), "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
