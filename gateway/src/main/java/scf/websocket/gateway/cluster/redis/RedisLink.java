package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.PortCall;

/**
 * The connections to Redis, or to the servers of a Redis Cluster. While a server is unreachable, its commands fail
 * immediately, and nothing is repeated that may have been executed, because a late push might arrive twice. A lost
 * connection is not restored alone; {@link #connect} replaces all of them, or all to that server of a cluster.
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
    private final RedisMoves moves;
    private final boolean cluster;
    private volatile RedisChannels.Groups groups = RedisChannels.Groups.NONE;
    private volatile Runnable hurry = () -> {};
    private @Nullable volatile RedisConnections connections;

    /** Guarded by this. */
    private boolean anew;

    /**
     * Does not connect yet.
     *
     * @param messages receives the messages of subscribed channels; must not block
     * @param disconnected called whenever the connection to the server with the nodes is lost; must not block
     */
    RedisLink(RedisSettings settings, Consumer<byte[]> messages, Runnable disconnected) {
        this.cluster = settings.url().isCluster();
        this.keys = cluster ? RedisKeys.ofCluster(settings.prefix()) : new RedisKeys(settings.prefix());
        this.messages = messages;
        this.disconnected = disconnected;
        this.moves = new RedisMoves(cluster, () -> hurry.run());
        this.connector = new RedisConnector(settings.url(), InetAddress::getAllByName, this::lost);
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

    private void lost(Object connection) {
        RedisConnections present = connections;
        RedisServerConnections server =
                present == null ? null : present.having(connection).orElse(null);
        if (present == null || server == null) {
            return;
        }
        server.close();
        groups.lost(channel -> server.server().equals(present.slots().owner(channel)));
        if (server.server().equals(present.slots().owner(keys.nodes()))) {
            disconnected.run();
        } else {
            hurry.run();
        }
    }

    /**
     * Connects unless all connections are open; blocks. Servers of a cluster may stay away, except the one with the
     * nodes. Returns whether there are new connections, which have no subscriptions, since the last call.
     */
    synchronized boolean connect() {
        refresh();
        boolean changed = anew;
        anew = false;
        return changed;
    }

    private synchronized void refresh() {
        RedisConnections present = connections;
        if (present != null && present.isOpen() && !moves.isDue()) {
            return;
        }
        if (!cluster) {
            disconnect();
            present = null;
        }
        RedisConnections made = connector.connect(keys.nodes(), present);
        boolean noticed = moves.settled();
        if (present == null || noticed || !made.isLike(present)) {
            replace(present, made);
        }
    }

    private void replace(@Nullable RedisConnections present, RedisConnections made) {
        RedisChannels channels = new RedisChannels(keys, messages, groups, moves::noticed);
        for (RedisServerConnections server : made.servers()) {
            if (present == null || !present.has(server)) {
                server.listening().addListener(channels);
            }
        }
        connections = made;
        if (present != null) {
            present.servers().stream().filter(server -> !made.has(server)).forEach(RedisServerConnections::close);
        }
        anew = true;
        groups.connected(channel -> made.to(channel).isPresent()
                && (present == null || !made.to(channel).equals(present.to(channel))));
    }

    /**
     * Closes the connections, for instance because one of them is dead; {@link #connect} opens new ones. In a cluster,
     * those to the server with the nodes.
     */
    synchronized void disconnect() {
        RedisConnections old = connections;
        if (cluster && old != null) {
            old.to(keys.nodes()).ifPresent(RedisServerConnections::close);
            return;
        }
        connections = null;
        if (old != null) {
            old.close();
        }
    }

    /**
     * Whether Sentinels or the other servers of a cluster, if there are any, confirm that the connected server with the
     * nodes is the primary; blocks. See {@link RedisLocator#confirms}.
     */
    synchronized boolean isConfirmed() {
        RedisConnections present = connections;
        return present != null && connector.confirms(keys.nodes(), present);
    }

    /** Whether the server with the nodes is connected. */
    boolean isConnected() {
        return isConnected(keys.nodes());
    }

    /** Whether the server of a key or channel is connected. */
    boolean isConnected(String name) {
        RedisConnections present = connections;
        return present != null && present.to(name).isPresent();
    }

    /** Whether a server of a cluster without the nodes has the key or channel: its loss is no loss of the nodes. */
    boolean isElsewhere(String name) {
        RedisConnections present = connections;
        return present != null
                && !Objects.equals(present.slots().owner(name), present.slots().owner(keys.nodes()));
    }

    private RedisServerConnections connected(String name) {
        RedisConnections present = connections;
        if (present == null) {
            throw new NotConnectedException();
        }
        return present.to(name).orElseThrow(NotConnectedException::new);
    }

    /** Closes the connections to one server of a cluster. */
    void abandon(String name) {
        RedisConnections present = connections;
        if (cluster && present != null) {
            present.to(name).ifPresent(RedisServerConnections::close);
        }
    }

    /** Notices servers of a cluster that do not answer, although nothing is asked of them otherwise. Never blocks. */
    void probe() {
        RedisConnections present = connections;
        if (cluster && present != null) {
            moves.probed();
            for (RedisServerConnections server : present.servers()) {
                if (server.isOpen()) {
                    moves.watch(
                            server, PortCall.of(() -> server.listening().async().ping()));
                }
            }
        }
    }

    /**
     * Blocks.
     *
     * @param name of the key, or one of keys that are together
     */
    <T> T ask(String name, Function<RedisCommands<String, String>, T> question) {
        return moves.follow(this::refresh, () -> {
            RedisServerConnections server = connected(name);
            try {
                return question.apply(server.control().sync());
            } catch (CancellationException e) {
                throw new RedisException("the connection is lost", e);
            } catch (RedisCommandTimeoutException e) {
                moves.timedOut(server);
                throw e;
            }
        });
    }

    /** Blocks. */
    List<Object> eval(String script, List<String> keys, String... arguments) {
        return ask(keys.get(0), redis -> redis.eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments));
    }

    CompletionStage<List<Object>> evalLater(String script, List<String> keys, String... arguments) {
        RedisServerConnections server = connected(keys.get(0));
        return moves.watch(
                server, server.control().async().eval(script, ScriptOutputType.MULTI, keys.toArray(NONE), arguments));
    }

    /** Returns the number of subscribers that got the message. */
    CompletionStage<Long> publish(String channel, byte[] message) {
        RedisServerConnections server = connected(channel);
        byte[] name = channel.getBytes(StandardCharsets.US_ASCII);
        RedisAsyncCommands<byte[], byte[]> redis = server.publishing().async();
        return moves.watch(server, cluster ? redis.spublish(name, message) : redis.publish(name, message));
    }

    /**
     * Publishes unless a key exists, which is together with the channel.
     *
     * @return the number of subscribers that got the message; -1 if the key exists
     */
    CompletionStage<Long> publishUnless(String key, String channel, byte[] message) {
        RedisServerConnections server = connected(channel);
        return moves.watch(
                server,
                server.publishing()
                        .async()
                        .eval(
                                cluster ? RedisScripts.PUBLISH_SHARDED : RedisScripts.PUBLISH,
                                ScriptOutputType.INTEGER,
                                new byte[][] {key.getBytes(StandardCharsets.US_ASCII)},
                                channel.getBytes(StandardCharsets.US_ASCII),
                                message));
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

    /**
     * @param channels only one in a cluster, where each channel may have another server
     * @return completes once Redis has answered
     */
    CompletionStage<Boolean> subscribeLater(List<String> channels) {
        RedisServerConnections server = connected(channels.get(0));
        RedisPubSubAsyncCommands<byte[], byte[]> redis = server.listening().async();
        return moves.watch(server, cluster ? redis.ssubscribe(bytes(channels)) : redis.subscribe(bytes(channels)))
                .thenApply(nothing -> true);
    }

    CompletionStage<Boolean> unsubscribeLater(String channel) {
        RedisServerConnections server = connected(channel);
        RedisPubSubAsyncCommands<byte[], byte[]> redis = server.listening().async();
        byte[][] names = bytes(List.of(channel));
        return moves.watch(server, cluster ? redis.sunsubscribe(names) : redis.unsubscribe(names))
                .thenApply(nothing -> true);
    }

    private static byte[][] bytes(List<String> channels) {
        return channels.stream()
                .map(channel -> channel.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
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
        connections = null;
        connector.close();
    }
}
