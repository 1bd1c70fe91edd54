package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** How a message gets from its publisher to the subscribers of a channel. */
enum RedisMessaging {
    /** A single Redis has all subscribers. */
    SINGLE(false),

    /** In a cluster, one server has the channel, like a key, and all its subscribers. */
    SHARDED(true),

    /**
     * In a cluster before Redis 7: each server passes each message to all others. Nodes nevertheless subscribe and
     * publish at the server that would have the channel, so that usually it alone passes the message to nodes.
     */
    BROADCAST(false);

    /** Published where nobody was subscribed; whether somebody is at another server is unknown. */
    static final long UNKNOWN = -2;

    /** KEYS a key; ARGV channel, message. Returns the number of subscribers; -1 if the key exists. */
    private static final String PUBLISH = """
            if redis.call('exists', KEYS[1]) == 1 then
              return -1
            end
            return redis.call('publish', ARGV[1], ARGV[2])
            """;

    /** The same by a sharded channel, which is together with the key. */
    private static final String PUBLISH_SHARDED = PUBLISH.replace("'publish'", "'spublish'");

    private final boolean sharded;

    RedisMessaging(boolean sharded) {
        this.sharded = sharded;
    }

    /**
     * Whether a server has sharded channels; blocks. Asks by a command without its arguments, which does nothing and
     * needs no permission: a server that knows it misses the arguments.
     */
    static boolean hasShardedChannels(RedisCommands<String, String> redis) {
        try {
            redis.dispatch(CommandType.SPUBLISH, new IntegerOutput<>(StringCodec.ASCII));
            return true;
        } catch (RedisCommandExecutionException e) {
            return !String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("unknown command");
        }
    }

    /** Returns the number of subscribers that got the message, or {@link #UNKNOWN}. */
    CompletionStage<Long> publish(RedisServerConnections server, String channel, byte[] message) {
        RedisAsyncCommands<byte[], byte[]> redis = server.publishing().async();
        return counted(sharded ? redis.spublish(bytes(channel), message) : redis.publish(bytes(channel), message));
    }

    /** See {@link RedisServers#publishUnless}. */
    CompletionStage<Long> publishUnless(RedisServerConnections server, String key, String channel, byte[] message) {
        return counted(server.publishing()
                .async()
                .eval(
                        sharded ? PUBLISH_SHARDED : PUBLISH,
                        ScriptOutputType.INTEGER,
                        new byte[][] {bytes(key)},
                        bytes(channel),
                        message));
    }

    private CompletionStage<Long> counted(CompletionStage<Long> published) {
        return this == BROADCAST ? published.thenApply(count -> count == 0 ? UNKNOWN : count) : published;
    }

    CompletionStage<Void> subscribe(RedisServerConnections server, List<String> channels) {
        RedisPubSubAsyncCommands<byte[], byte[]> redis = server.listening().async();
        byte[][] names = channels.stream().map(RedisMessaging::bytes).toArray(byte[][]::new);
        return sharded ? redis.ssubscribe(names) : redis.subscribe(names);
    }

    CompletionStage<Void> unsubscribe(RedisServerConnections server, String channel) {
        RedisPubSubAsyncCommands<byte[], byte[]> redis = server.listening().async();
        return sharded ? redis.sunsubscribe(bytes(channel)) : redis.unsubscribe(bytes(channel));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
