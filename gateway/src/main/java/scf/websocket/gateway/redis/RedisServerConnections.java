package scf.websocket.gateway.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The three connections to one server: one for leases and lists, which must not wait behind large messages, one for
 * publishing, and one for subscriptions. They are opened and closed together.
 *
 * @param sharded whether channels are sharded: they belong to one server of a cluster, like keys
 */
record RedisServerConnections(
        RedisAddress server,
        boolean sharded,
        StatefulRedisConnection<String, String> control,
        StatefulRedisConnection<byte[], byte[]> publishing,
        StatefulRedisPubSubConnection<byte[], byte[]> listening) {

    /** KEYS a key; ARGV channel, message. Returns the number of subscribers; -1 if the key exists. */
    private static final String PUBLISH = """
            if redis.call('exists', KEYS[1]) == 1 then
              return -1
            end
            return redis.call('publish', ARGV[1], ARGV[2])
            """;

    /** The same by a sharded channel, which is together with the key. */
    private static final String PUBLISH_SHARDED = PUBLISH.replace("'publish'", "'spublish'");

    boolean isOpen() {
        return control.isOpen() && publishing.isOpen() && listening.isOpen();
    }

    boolean has(Object connection) {
        return connection == control || connection == publishing || connection == listening;
    }

    CompletionStage<Long> publish(String channel, byte[] message) {
        RedisAsyncCommands<byte[], byte[]> redis = publishing.async();
        return sharded ? redis.spublish(bytes(channel), message) : redis.publish(bytes(channel), message);
    }

    CompletionStage<Long> publishUnless(String key, String channel, byte[] message) {
        return publishing
                .async()
                .eval(
                        sharded ? PUBLISH_SHARDED : PUBLISH,
                        ScriptOutputType.INTEGER,
                        new byte[][] {bytes(key)},
                        bytes(channel),
                        message);
    }

    CompletionStage<Void> subscribe(List<String> channels) {
        RedisPubSubAsyncCommands<byte[], byte[]> redis = listening.async();
        byte[][] names = channels.stream().map(RedisServerConnections::bytes).toArray(byte[][]::new);
        return sharded ? redis.ssubscribe(names) : redis.subscribe(names);
    }

    CompletionStage<Void> unsubscribe(String channel) {
        RedisPubSubAsyncCommands<byte[], byte[]> redis = listening.async();
        return sharded ? redis.sunsubscribe(bytes(channel)) : redis.unsubscribe(bytes(channel));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
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
