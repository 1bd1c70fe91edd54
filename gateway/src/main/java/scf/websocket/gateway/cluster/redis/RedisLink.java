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
 * The connections to Redis. What is asked for while Redis is away fails at once, and nothing is sent twice: a push that comes late
 * could come twice. A connection that is lost is not brought back alone; {@link #connect} makes all of them anew. Thread-safe; every
 * method throws {@link RedisException} if Redis is away or does not answer within {@link RedisSettings#TIMEOUT}.
 */
final class RedisLink implements AutoCloseable {
    private static final int SCAN_PAGE = 500;
    private static final String[] NONE = {};

    private final RedisConnector connector;
    private final RedisKeys keys;
    private final Consumer<byte[]> messages;
    private final Runnable disconnected;
    private @Nullable volatile RedisConnections connections;

    /**
     * Connects nothing yet.
     *
     * @param messages takes what comes on the channels that are listened to; must not block
     * @param disconnected told whenever one of the connections is lost; must not block
     */
    RedisLink(RedisSettings settings, Consumer<byte[]> messages, Runnable disconnected) {
        this.keys = new RedisKeys(settings.prefix());
        this.messages = messages;
        this.disconnected = disconnected;
        this.connector = new RedisConnector(settings.url(), InetAddress::getAllByName, this::lost);
    }

    /** The names of what is in Redis. */
    RedisKeys keys() {
        return keys;
    }

    private void lost(Object connection) {
        RedisConnections present = connections;
        if (present != null && present.has(connection)) {
            disconnected.run();
        }
    }

    /** Connects unless all connections are open; blocks. Whether they are new, and so without subscriptions. */
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
                messages.accept(message);
            }
        });
        connections = made;
        return true;
    }

    /** Gives up the connections, for instance because one of them is dead; {@link #connect} makes new ones. */
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

    /** The number of nodes that got it; 0 if nobody listens. */
    CompletionStage<Long> publish(String channel, byte[] message) {
        return connected().publishing().async().publish(channel.getBytes(StandardCharsets.US_ASCII), message);
    }

    /**
     * Publishes unless a key exists.
     *
     * @return the number of nodes that got it; -1 if the key exists
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

    /** Blocks; replaces what is there. */
    void rename(String key, String to) {
        ask(redis -> redis.rename(key, to));
    }

    /** A page of a set; {@link ScanCursor#INITIAL} first. Blocks. */
    ValueScanCursor<String> scan(String set, ScanCursor from) {
        return ask(redis -> redis.sscan(set, from, ScanArgs.Builder.limit(SCAN_PAGE)));
    }

    @Override
    public void close() {
        connections = null;
        connector.close();
    }
}
