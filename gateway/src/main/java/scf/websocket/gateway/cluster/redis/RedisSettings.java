package scf.websocket.gateway.cluster.redis;

import java.time.Duration;

/**
 * How the nodes share a Redis.
 *
 * @param prefix what the names of all keys and channels begin with
 * @param lease how long Redis may not have heard of a node before it is over
 */
public record RedisSettings(RedisUrl url, String prefix, Duration lease) {
    /** The longest wait for a connection, and for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);
}
