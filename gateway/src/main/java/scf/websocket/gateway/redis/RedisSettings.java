package scf.websocket.gateway.redis;

import java.time.Duration;

/**
 * How the nodes share a Redis.
 *
 * @param prefix of all keys and channels
 * @param lease how long a node may go without a renewal before it is dead
 */
public record RedisSettings(RedisUrl url, String prefix, Duration lease) {
    /** Timeout of a connection attempt and of a command. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);
}
