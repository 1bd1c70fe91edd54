package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubListener;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import scf.websocket.gateway.redis.RedisServers;
import scf.websocket.gateway.redis.RedisSettings;

/**
 * The commands that nodes send to Redis, and the names of keys and channels. See {@link RedisServers} for what happens
 * while a server is away. Thread-safe. Every method throws {@link RedisException} if Redis is unreachable or does not
 * answer within {@link RedisSettings#TIMEOUT}.
 */
final class RedisLink implements AutoCloseable {
    private static final int SCAN_PAGE = 500;
    private static final String[] NONE = {};

    private final RedisServers servers;
    private final RedisKeys keys;
    private final Consumer<byte[]> messages;
    private final Runnable disconnected;
    private volatile RedisChannels.Groups groups = RedisChannels.Groups.NONE;
    private volatile Runnable hurry = () -> {};

    /**
     * Does not connect yet.
     *
     * @param messages receives the messages of subscribed channels; must not block
     * @param disconnected called whenever the connection to the server with the nodes is lost; must not block
     */
    RedisLink(RedisSettings settings, Consumer<byte[]> messages, Runnable disconnected) {
        this.keys =
                settings.url().isCluster() ? RedisKeys.ofCluster(settings.prefix()) : new RedisKeys(settings.prefix());
        this.messages = messages;
        this.disconnected = disconnected;
        this.servers = new RedisServers(settings, keys.nodes(), new Connections());
    }

    private final class Connections implements RedisServers.Listener {
        @Override
        public RedisPubSubListener<byte[], byte[]> channels() {
            return new RedisChannels(keys, messages, groups, servers::noticeMove);
        }

        @Override
        public void connected(Predicate<String> channels) {
            groups.connected(channels);
        }

        @Override
        public void lost(Predicate<String> channels) {
            groups.lost(channels);
        }

        @Override
        public void disconnected() {
            disconnected.run();
        }

        @Override
        public void hurry() {
            hurry.run();
        }
    }

    /** Returns the names of keys and channels. */
    RedisKeys keys() {
        return keys;
    }

    /**
     * Call it before the first {@link #connect}.
     *
     * @param hurry asks for a {@link #connect} soon; must not block
     */
    void listen(RedisChannels.Groups channels, Runnable hurry) {
        this.groups = channels;
        this.hurry = hurry;
    }

    // ---- connections

    /** See {@link RedisServers#connect}. */
    boolean connect() {
        return servers.connect();
    }

    /** See {@link RedisServers#disconnect}. */
    void disconnect() {
        servers.disconnect();
    }

    /** Closes the connections to the server of a key or channel, if it is one of a cluster. */
    void abandon(String name) {
        servers.abandon(name);
    }

    /** Whether it is confirmed that the server with the nodes is the primary; blocks. */
    boolean isConfirmed() {
        return servers.isConfirmed();
    }

    /** Whether the server with the nodes is connected. */
    boolean isConnected() {
        return isConnected(keys.nodes());
    }

    /** Whether the server of a key or channel is connected. */
    boolean isConnected(String name) {
        return servers.isConnected(name);
    }

    /** Whether a server of a cluster without the nodes has the key or channel: its loss is no loss of the nodes. */
    boolean isElsewhere(String name) {
        return servers.isElsewhere(name);
    }

    /** See {@link RedisServers#probe}. */
    void probe() {
        servers.probe();
    }

    // ---- channels

    /** See {@link RedisServers#publish}. */
    CompletionStage<Long> publish(String channel, byte[] message) {
        return servers.publish(channel, message);
    }

    /**
     * Publishes unless a key exists, which is together with the channel.
     *
     * @return as {@link #publish}, but -1 if the key exists
     */
    CompletionStage<Long> publishUnless(String key, String channel, byte[] message) {
        return servers.publishUnless(key, channel, message);
    }

    /** Blocks. */
    void subscribe(String channel) {
        try {
            subscribeLater(List.of(channel)).toCompletableFuture().join();
        } catch (CompletionException | CancellationException e) {
            throw e.getCause() instanceof RedisException cause
                    ? cause
                    : new RedisException("the connection is lost", e);
        }
    }

    /** See {@link RedisServers#subscribe}. */
    CompletionStage<Boolean> subscribeLater(List<String> channels) {
        return servers.subscribe(channels);
    }

    CompletionStage<Boolean> unsubscribeLater(String channel) {
        return servers.unsubscribe(channel);
    }

    // ---- keys

    /**
     * Blocks.
     *
     * @param name of the key, or one of keys that are together
     */
    <T> T ask(String name, Function<RedisCommands<String, String>, T> question) {
        return servers.ask(name, question);
    }

    /** Blocks. */
    List<Object> eval(String script, List<String> keys, String... arguments) {
        return ask(keys.get(0), redis -> redis.eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments));
    }

    CompletionStage<List<Object>> evalLater(String script, List<String> keys, String... arguments) {
        return servers.askLater(
                keys.get(0), redis -> redis.eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments));
    }

    /** Blocks. */
    void add(String set, Collection<String> members) {
        ask(set, redis -> redis.sadd(set, members.toArray(NONE)));
    }

    /** Blocks. */
    void remove(String set, Collection<String> members) {
        ask(set, redis -> redis.srem(set, members.toArray(NONE)));
    }

    /** Blocks. */
    void delete(String key) {
        ask(key, redis -> redis.del(key));
    }

    /** Replaces an existing key. Blocks. */
    void rename(String key, String to) {
        ask(key, redis -> redis.rename(key, to));
    }

    /** Returns a page of a set; start with {@link ScanCursor#INITIAL}. Blocks. */
    ValueScanCursor<String> scan(String set, ScanCursor from) {
        return ask(set, redis -> redis.sscan(set, from, ScanArgs.Builder.limit(SCAN_PAGE)));
    }

    @Override
    public void close() {
        servers.close();
    }
}
