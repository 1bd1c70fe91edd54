package scf.websocket.gateway.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * The three connections to one server: one for leases and lists, which must not wait behind large messages, one for
 * publishing, and one for subscriptions. They are opened and closed together.
 *
 * @param sharding whether the server has sharded channels
 */
record RedisServerConnections(
        RedisAddress server,
        boolean sharding,
        StatefulRedisConnection<String, String> control,
        StatefulRedisConnection<byte[], byte[]> publishing,
        StatefulRedisPubSubConnection<byte[], byte[]> listening) {

    boolean isOpen() {
        return control.isOpen() && publishing.isOpen() && listening.isOpen();
    }

    boolean has(Object connection) {
        return connection == control || connection == publishing || connection == listening;
    }

    void close() {
        close(control);
        close(publishing);
        close(listening);
    }

    /** Does not wait, because the server may be gone. Ignores failures. */
    static void close(StatefulConnection<?, ?> connection) {
        if (connection.isOpen()) {
            connection.closeAsync().exceptionally(failure -> null);
        }
    }
}
