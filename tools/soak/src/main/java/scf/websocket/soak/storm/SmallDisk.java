package scf.websocket.soak.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file system of a megabyte that can be filled: a tmpfs, which needs root. It is unmounted when this process ends, except by
 * {@code kill -9}. For one thread and a shutdown hook.
 */
final class SmallDisk implements AutoCloseable {
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;
    private boolean mounted = true;

    private SmallDisk(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the small disk"));
    }

    /** Empty if this process may not mount. */
    static Optional<SmallDisk> mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + MAX_BYTES, "tmpfs", folder.toString());
        return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    Path folder() {
        return folder;
    }

    void fill() throws IOException {
        try (var out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[4096];
            for (int i = 0; i < MAX_BYTES / block.length + 1; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            // The disk is full, as intended.
            if (!Files.exists(ballast())) {
                throw e;
            }
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public synchronized void close() {
        if (!mounted) {
            return;
        }
        mounted = false;
        try {
            if (!run("umount", "-l", folder.toString())) {
                System.err.println(folder + " is still mounted");
            }
        } catch (IOException e) {
            System.err.println(folder + " is still mounted: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
