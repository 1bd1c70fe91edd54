package scf.websocket.gateway.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes share a Redis.
 *
 * @param prefix of all keys and channels
 * @param lease how long a node may go without a renewal before it is dead
 * @param urlFile contains the URL, and later perhaps one with other credentials; null for none
 * @param authority a file with the certificates (PEM) that may issue those of the servers; null for Java's trust store
 */
public record RedisSettings(
        RedisUrl url,
        String prefix,
        Duration lease,
        @Nullable Path urlFile,
        @Nullable Path authority) {
    /** Timeout of a connection attempt and of a command. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    public RedisSettings(RedisUrl url, String prefix, Duration lease) {
        this(url, prefix, lease, null, null);
    }
}
