package scf.websocket.gateway.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens the connections to one server. Lettuce would reconnect each one separately, possibly to different servers; this
 * class opens them together, to one address, and only if the server is suitable. Not thread-safe; blocks.
 */
final class RedisOpener {
    /** Maps each byte to one character, so that foreign data keeps its exact name. */
    private static final StringCodec BYTES_AS_TEXT = new StringCodec(StandardCharsets.ISO_8859_1);

    private final RedisSource source;
    private final RedisDialer dialer;
    private final RedisClient client;

    /** @param disconnected called when a connection is lost; must not block */
    RedisOpener(RedisSource source, RedisDialer dialer, Consumer<Object> disconnected) {
        this.source = source;
        this.dialer = dialer;
        this.client = dialer.client(RedisSettings.TIMEOUT);
        client.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                disconnected.accept(connection);
            }
        });
    }

    /**
     * Tries the addresses of the server's name in turn.
     *
     * @throws RedisException if it is unreachable or unsuitable
     */
    RedisServerConnections open(RedisAddress server) {
        return dialer.dial(source.url().uri(server), uri -> open(server, uri));
    }

    private RedisServerConnections open(RedisAddress server, RedisURI uri) {
        uri.setTimeout(RedisSettings.TIMEOUT);
        Deque<StatefulConnection<?, ?>> made = new ArrayDeque<>();
        try {
            StatefulRedisConnection<String, String> control = client.connect(BYTES_AS_TEXT, uri);
            made.add(control);
            RedisRequirements.of(source.url()).check(control.sync());
            boolean sharding = source.url().isCluster() && RedisMessaging.hasShardedChannels(control.sync());
            StatefulRedisConnection<byte[], byte[]> publishing = client.connect(ByteArrayCodec.INSTANCE, uri);
            made.add(publishing);
            StatefulRedisPubSubConnection<byte[], byte[]> listening =
                    client.connectPubSub(ByteArrayCodec.INSTANCE, uri);
            made.add(listening);
            return new RedisServerConnections(server, sharding, control, publishing, listening);
        } catch (RuntimeException e) {
            made.forEach(RedisServerConnections::close);
            throw e instanceof RedisException ? e : new RedisException(e);
        }
    }

    /**
     * Asks a server that may be a replica, over a connection of its own.
     *
     * @throws RedisException if it is unreachable, or for other reasons unsuitable
     */
    <T> T ask(RedisAddress server, Function<RedisCommands<String, String>, T> question) {
        return dialer.dial(source.url().uri(server), uri -> {
            uri.setTimeout(RedisSettings.TIMEOUT);
            try (StatefulRedisConnection<String, String> connection = client.connect(BYTES_AS_TEXT, uri)) {
                RedisRequirements.of(source.url()).checkReplicaToo(connection.sync());
                return question.apply(connection.sync());
            }
        });
    }
}
