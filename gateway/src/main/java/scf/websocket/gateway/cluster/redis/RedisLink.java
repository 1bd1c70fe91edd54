package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis. While Redis is unreachable, commands fail immediately, and nothing is retried, because a
 * late push might arrive twice. A lost connection is not restored alone; {@link #connect} replaces all of them.
 * Thread-safe. Every method throws {@link RedisException} if Redis is unreachable or does not answer within {@link
 * RedisSettings#TIMEOUT}.
 */
final class RedisLink implements AutoCloseable {
    private static final int SCAN_PAGE = 500;
    private static final String[] NONE = {};

    private final RedisConnector connector;
    private final RedisKeys keys;
    private final Consumer<byte[]> messages;
    private final Runnable disconnected;
    private volatile GroupChannels groups = GroupChannels.NONE;
    private @Nullable volatile RedisConnections connections;

    /** Learns what happens on the channels of groups. Must not block or throw. */
    interface GroupChannels {
        GroupChannels NONE = new GroupChannels() {
            @Override
            public void connected() {}

            @Override
            public void subscribed(String channel) {}

            @Override
            public void received(byte[] message) {}
        };

        /** The connection is new and has no subscriptions. */
        void connected();

        /** Redis has acknowledged the subscription of a channel. */
        void subscribed(String channel);

        void received(byte[] message);
    }

    /**
     * Does not connect yet.
     *
     * @param messages receives the messages of subscribed channels; must not block
     * @param disconnected called whenever a connection is lost; must not block
     */
    RedisLink(RedisSettings settings, Consumer<byte[]> messages, Runnable disconnected) {
        this.keys = new RedisKeys(settings.prefix());
        this.messages = messages;
        this.disconnected = disconnected;
        this.connector = new RedisConnector(settings.url(), InetAddress::getAllByName, this::lost);
    }

    /** Returns the names of keys and channels. */
    RedisKeys keys() {
        return keys;
    }

    /** Call it before the first {@link #connect}. */
    void groups(GroupChannels channels) {
        groups = channels;
    }

    private void lost(Object connection) {
        RedisConnections present = connections;
        if (present != null && present.has(connection)) {
            disconnected.run();
        }
    }

    /**
     * Connects unless all connections are open; blocks. Returns whether the connections are new, and so have no
     * subscriptions.
     */
    synchronized boolean connect() {
        RedisConnections present = connections;
        if (present != null && present.isOpen()) {
            return false;
        }
        disconnect();
        RedisConnections made = connector.connect();
        made.listening().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                if (keys.isOfGroup(channel)) {
                    groups.received(message);
                } else {
                    messages.accept(message);
                }
            }

            @Override
            public void subscribed(byte[] channel, long count) {
                if (keys.isOfGroup(channel)) {
                    groups.subscribed(new String(channel, StandardCharsets.US_ASCII));
                }
            }
        });
        connections = made;
        groups.connected();
        return true;
    }

    /** Closes the connections, for instance because one of them is dead; {@link #connect} opens new ones. */
    synchronized void disconnect() {
        RedisConnections old = connections;
        connections = null;
        if (old != null) {
            old.close();
        }
    }

    boolean isConnected() {
        RedisConnections present = connections;
        return present != null && present.isOpen();
    }

    private RedisConnections connected() {
        RedisConnections present = connections;
        if (present == null) {
            throw new NotConnectedException();
        }
        return present;
    }

    /** Blocks. */
    <T> T ask(Function<RedisCommands<String, String>, T> question) {
        try {
            return question.apply(connected().control().sync());
        } catch (CancellationException e) {
            throw new RedisException("the connection is lost", e);
        }
    }

    /** Blocks. */
    List<Object> eval(String script, List<String> keys, String... arguments) {
        return ask(redis -> redis.eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments));
    }

    CompletionStage<List<Object>> evalLater(String script, List<String> keys, String... arguments) {
        return connected().control().async().eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments);
    }

    /** Returns the number of subscribers that got the message. */
    CompletionStage<Long> publish(String channel, byte[] message) {
        return connected().publishing().async().publish(channel.getBytes(StandardCharsets.US_ASCII), message);
    }

    /**
     * Publishes unless a key exists.
     *
     * @return the number of subscribers that got the message; -1 if the key exists
     */
    CompletionStage<Long> publishUnless(String key, String channel, byte[] message) {
        byte[][] keys = {key.getBytes(StandardCharsets.US_ASCII)};
        return connected()
                .publishing()
                .async()
                .eval(
                        RedisScripts.PUBLISH,
                        ScriptOutputType.INTEGER,
                        keys,
                        channel.getBytes(StandardCharsets.US_ASCII),
                        message);
    }

    /** Blocks. */
    void subscribe(String channel) {
        try {
            connected().listening().sync().subscribe(channel.getBytes(StandardCharsets.US_ASCII));
        } catch (CancellationException e) {
            throw new RedisException("the connection is lost", e);
        }
    }

    CompletionStage<Boolean> subscribeLater(List<String> channels) {
        return connected().listening().async().subscribe(bytes(channels)).thenApply(nothing -> true);
    }

    CompletionStage<Boolean> unsubscribeLater(String channel) {
        return connected()
                .listening()
                .async()
                .unsubscribe(bytes(List.of(channel)))
                .thenApply(nothing -> true);
    }

    private static byte[][] bytes(List<String> channels) {
        return channels.stream()
                .map(channel -> channel.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Blocks. */
    void add(String set, Collection<String> members) {
        ask(redis -> redis.sadd(set, members.toArray(NONE)));
    }

    /** Blocks. */
    void remove(String set, Collection<String> members) {
        ask(redis -> redis.srem(set, members.toArray(NONE)));
    }

    /** Blocks. */
    void delete(String key) {
        ask(redis -> redis.del(key));
    }

    /** Replaces an existing key. Blocks. */
    void rename(String key, String to) {
        ask(redis -> redis.rename(key, to));
    }

    /** Returns a page of a set; start with {@link ScanCursor#INITIAL}. Blocks. */
    ValueScanCursor<String> scan(String set, ScanCursor from) {
        return ask(redis -> redis.sscan(set, from, ScanArgs.Builder.limit(SCAN_PAGE)));
    }

    @Override
    public void close() {
        connections = null;
        connector.close();
    }
}
