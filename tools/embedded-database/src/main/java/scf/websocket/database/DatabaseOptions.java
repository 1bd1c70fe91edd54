package scf.websocket.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EmbeddedDatabase} starts. Immutable; {@link #defaults()} suits tests.
 *
 * @param port the TCP port on 127.0.0.1; 0 takes a free one
 * @param base the folder of the unpacked server and of the tables that all data folders begin with (about 360 MB on Linux);
 *     created if missing
 * @param orphanGrace how long the server outlives this JVM if that ends without {@link EmbeddedDatabase#close()}, so that
 *     others can finish their work; whole seconds; ignored on Windows
 * @param progress receives one sentence for each noticeable step, on the starting thread
 */
public record DatabaseOptions(int port, Path base, Duration orphanGrace, Consumer<String> progress) {
    /** The system property for the folder of the unpacked server. */
    public static final String BASE_PROPERTY = "scf.database.base";

    /** A free port, the user's cache folder, no grace, no progress. */
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(0, defaultBase(), Duration.ZERO, step -> {});
    }

    /** The same with a port. */
    public DatabaseOptions withPort(int port) {
        return new DatabaseOptions(port, base, orphanGrace, progress);
    }

    /** The same with a grace for orphans. */
    public DatabaseOptions withOrphanGrace(Duration orphanGrace) {
        return new DatabaseOptions(port, base, orphanGrace, progress);
    }

    /** The same with a listener. */
    public DatabaseOptions withProgress(Consumer<String> progress) {
        return new DatabaseOptions(port, base, orphanGrace, progress);
    }

    private static Path defaultBase() {
        return setting(System.getProperty(BASE_PROPERTY))
                .or(() -> setting(System.getenv("XDG_CACHE_HOME")).map(cache -> cache.resolve("scf-websocket")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "scf-websocket"));
    }

    private static Optional<Path> setting(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(Path::of);
    }
}
