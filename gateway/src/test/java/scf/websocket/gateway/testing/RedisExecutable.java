package scf.websocket.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.core.ExecutableProvider;
import scf.websocket.testing.process.Await;

/**
 * The redis-server of the tests, unpacked once. While another thread starts a process, that process briefly inherits the file open for
 * writing, and executing it fails ("text file busy"); so this class waits until it can be executed.
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
            Await.until("redis-server can be executed", () -> isExecutable(file));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isExecutable(File file) {
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
