package scf.websocket.gateway.cluster;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Three connections to Redis: one for leases and lists, which must not wait behind large messages; one that publishes; one that
 * listens. They come back by themselves, the subscriptions with them. What is asked for while Redis is away fails at once, and nothing
 * is sent twice: a push that comes late could come twice. Thread-safe; every method throws {@link RedisException} if Redis is
 * away or does not answer within {@link #TIMEOUT}.
 */
final class RedisLink implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_COMMANDS_WAITING = 20_000;
    private static final int SCAN_PAGE = 500;
    private static final String[] NONE = {};

    private final ClientResources resources;
    private final RedisClient client;
    private final Consumer<byte[]> messages;
    private @Nullable volatile Connections connections;

    private record Connections(
            StatefulRedisConnection<String, String> control,
            StatefulRedisConnection<byte[], byte[]> publishing,
            StatefulRedisPubSubConnection<byte[], byte[]> listening) {
        boolean isOpen() {
            return control.isOpen() && publishing.isOpen() && listening.isOpen();
        }

        void close() {
            control.closeAsync();
            publishing.closeAsync();
            listening.closeAsync();
        }
    }

    /**
     * Connects nothing yet.
     *
     * @param messages takes what comes on the channels that are listened to; must not block
     * @param disconnected told whenever one of the connections is lost; must not block
     */
    RedisLink(String url, Consumer<byte[]> messages, Runnable disconnected) {
        this.messages = messages;
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(() ->
                        Delay.equalJitter(Duration.ofMillis(50), Duration.ofSeconds(1), 50, TimeUnit.MILLISECONDS))
                .build();
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(TIMEOUT);
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .requestQueueSize(MOST_COMMANDS_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
        client.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                disconnected.run();
            }
        });
    }

    /** Connects if it never has; blocks. */
    synchronized void connect() {
        if (connections == null) {
            StatefulRedisConnection<String, String> control = client.connect(StringCodec.ASCII);
            StatefulRedisConnection<byte[], byte[]> publishing = client.connect(ByteArrayCodec.INSTANCE);
            connections = new Connections(control, publishing, listen());
        }
    }

    private StatefulRedisPubSubConnection<byte[], byte[]> listen() {
        StatefulRedisPubSubConnection<byte[], byte[]> listening = client.connectPubSub(ByteArrayCodec.INSTANCE);
        listening.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                messages.accept(message);
            }
        });
        return listening;
    }

    /** Gives up the connections, for instance because one of them is deaf; {@link #connect} makes new ones. */
    synchronized void disconnect() {
        Connections old = connections;
        connections = null;
        if (old != null) {
            old.close();
        }
    }

    boolean isConnected() {
        Connections present = connections;
        return present != null && present.isOpen();
    }

    private Connections connected() {
        Connections present = connections;
        if (present == null) {
            throw new RedisException("not connected");
        }
        return present;
    }

    /** Blocks. */
    List<Object> eval(String script, List<String> keys, String... arguments) {
        List<Object> answer =
                connected().control().sync().eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments);
        return answer;
    }

    CompletionStage<List<Object>> evalLater(String script, List<String> keys, String... arguments) {
        return connected().control().async().eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments);
    }

    /** The number of nodes that got it; 0 if nobody listens. */
    CompletionStage<Long> publish(String channel, byte[] message) {
        return connected().publishing().async().publish(channel.getBytes(StandardCharsets.US_ASCII), message);
    }

    /** Blocks. */
    void subscribe(String channel) {
        connected().listening().sync().subscribe(channel.getBytes(StandardCharsets.US_ASCII));
    }

    /** Blocks. */
    void add(String set, Collection<String> members) {
        connected().control().sync().sadd(set, members.toArray(NONE));
    }

    /** Blocks. */
    void remove(String set, Collection<String> members) {
        connected().control().sync().srem(set, members.toArray(NONE));
    }

    /** Blocks. */
    void delete(String key) {
        connected().control().sync().del(key);
    }

    /** Blocks; replaces what is there. */
    void rename(String key, String to) {
        connected().control().sync().rename(key, to);
    }

    /** A page of a set; {@link ScanCursor#INITIAL} first. Blocks. */
    ValueScanCursor<String> scan(String set, ScanCursor from) {
        return connected().control().sync().sscan(set, from, ScanArgs.Builder.limit(SCAN_PAGE));
    }

    @Override
    public void close() {
        connections = null;
        client.shutdown(Duration.ZERO, TIMEOUT);
        resources.shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
