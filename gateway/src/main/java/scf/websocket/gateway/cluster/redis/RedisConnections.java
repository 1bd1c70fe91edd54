package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * The three connections to one server: one for leases and lists, which must not wait behind large messages; one that publishes; one
 * that listens. They come and go together.
 */
record RedisConnections(
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

    /** Does not wait: the other side may be gone. A failure to close changes nothing. */
    static void close(StatefulConnection<?, ?> connection) {
        connection.closeAsync().exceptionally(failure -> null);
    }
}
