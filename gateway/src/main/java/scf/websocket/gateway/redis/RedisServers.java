package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubListener;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;

/**
 * The connections to Redis, or to the servers of a Redis Cluster. While a server is unreachable, its commands fail
 * immediately, and nothing is repeated that may have been executed, because a late push might arrive twice. A lost
 * connection is not restored alone; {@link #connect} replaces all of them, or all to that server of a cluster. A name is
 * that of a key or channel; names that a command has together must be in one slot. Thread-safe. Every method throws
 * {@link RedisException} if Redis is unreachable or does not answer within {@link RedisSettings#TIMEOUT}.
 */
public final class RedisServers implements AutoCloseable {
    /**
     * No subscriber of the server got the message, but those of other servers may have: in a cluster before Redis 7,
     * shortly after a slot has moved.
     */
    public static final long UNKNOWN = RedisMessaging.UNKNOWN;

    private static final Logger LOG = LoggerFactory.getLogger(RedisServers.class);

    private final RedisSource source;
    private final RedisConnector connector;
    private final String home;
    private final Listener listener;
    private final RedisMoves moves;
    private final boolean cluster;
    private @Nullable volatile RedisConnections connections;

    /** Guarded by this. */
    private boolean anew;

    /** Learns what happens to connections. Must not block or throw. */
    public interface Listener {
        /** Returns what listens to the channels of a new connection. */
        RedisPubSubListener<byte[], byte[]> channels();

        /** The connection of these channels is new and has no subscriptions. */
        void connected(Predicate<String> channels);

        /** The connection of these channels is lost. */
        void lost(Predicate<String> channels);

        /** The connection to the server of the home key is lost. */
        void disconnected();

        /** Asks for a {@link #connect} soon. */
        void hurry();
    }

    /**
     * Does not connect yet.
     *
     * @param home a key; without its server, {@link #connect} fails
     */
    public RedisServers(RedisSettings settings, String home, Listener listener) {
        this.cluster = settings.url().isCluster();
        this.source = new RedisSource(settings.url(), settings.urlFile());
        this.home = home;
        this.listener = listener;
        this.moves = new RedisMoves(cluster, listener::hurry);
        this.connector = new RedisConnector(source, settings.authority(), InetAddress::getAllByName, this::lost);
    }

    private void lost(Object connection) {
        RedisConnections present = connections;
        RedisServerConnections server =
                present == null ? null : present.having(connection).orElse(null);
        if (present == null || server == null) {
            return;
        }
        server.close();
        listener.lost(channel -> server.server().equals(present.slots().owner(channel)));
        if (server.server().equals(present.slots().owner(home))) {
            listener.disconnected();
        } else {
            listener.hurry();
        }
    }

    // ---- connecting

    /**
     * Connects unless all connections are open; blocks. Servers of a cluster may stay away, except the one with the
     * home key. Returns whether there are new connections, which have no subscriptions, since the last call.
     */
    public synchronized boolean connect() {
        if (source.reread()) {
            signIn();
        }
        refresh();
        boolean changed = anew;
        anew = false;
        return changed;
    }

    /**
     * Signs in again with changed credentials. Nothing depends on the result: a connection that has signed in remains;
     * but a mistake is noticed now and not when Redis is away the next time.
     */
    private void signIn() {
        RedisConnections present = connections;
        if (present == null) {
            return;
        }
        for (RedisServerConnections server : present.servers()) {
            PortCall.of(() -> RedisSignIn.again(server.control(), source.url().uri(server.server())))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            LOG.info("signed in at {} with the changed credentials", server.server());
                        } else {
                            LOG.warn(
                                    "{} does not accept the changed credentials, its connections stay for now: {}",
                                    server.server(),
                                    RedisFault.explain(failure));
                        }
                    });
        }
    }

    private synchronized void refresh() {
        RedisConnections present = connections;
        if (present != null && present.isOpen() && !moves.isDue()) {
            return;
        }
        if (!cluster) {
            disconnect();
        }
        RedisConnections kept = cluster ? present : null;
        moves.look(noticed -> {
            RedisConnections made = connector.connect(home, kept);
            if (kept == null || noticed || !made.isLike(kept)) {
                replace(kept, made);
            }
        });
    }

    private void replace(@Nullable RedisConnections present, RedisConnections made) {
        RedisPubSubListener<byte[], byte[]> channels = listener.channels();
        for (RedisServerConnections server : made.servers()) {
            if (present == null || !present.has(server)) {
                server.listening().addListener(channels);
            }
        }
        connections = made;
        if (present != null) {
            present.closeExcept(made);
        }
        anew = true;
        listener.connected(channel -> made.to(channel).isPresent()
                && (present == null || !made.to(channel).equals(present.to(channel))));
    }

    /**
     * Closes the connections, for instance because one of them is dead; {@link #connect} opens new ones. In a cluster,
     * those to the server with the home key.
     */
    public synchronized void disconnect() {
        if (cluster) {
            abandon(home);
            return;
        }
        RedisConnections old = connections;
        connections = null;
        if (old != null) {
            old.close();
        }
    }

    /** Closes the connections to one server of a cluster. */
    public void abandon(String name) {
        RedisConnections present = connections;
        if (cluster && present != null) {
            present.to(name).ifPresent(RedisServerConnections::close);
        }
    }

    /**
     * Whether Sentinels or the other servers of a cluster, if there are any, confirm that the connected server with the
     * home key is the primary; blocks. See {@link RedisLocator#confirms}.
     */
    public synchronized boolean isConfirmed() {
        RedisConnections present = connections;
        return present != null && connector.confirms(home, present);
    }

    /** Whether the server of a name is connected. */
    public boolean isConnected(String name) {
        RedisConnections present = connections;
        return present != null && present.to(name).isPresent();
    }

    /** Whether another server of a cluster than that with the home key has the name. */
    public boolean isElsewhere(String name) {
        RedisConnections present = connections;
        return present != null
                && !Objects.equals(present.slots().owner(name), present.slots().owner(home));
    }

    /** A server of a cluster has ended a subscription, because another server has the channel now. */
    public void noticeMove() {
        moves.noticed();
    }

    /** Notices servers of a cluster that do not answer, although nothing is asked of them otherwise. Never blocks. */
    public void probe() {
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

    // ---- commands

    private RedisConnections connected() {
        RedisConnections present = connections;
        if (present == null) {
            throw new NotConnectedException();
        }
        return present;
    }

    private static RedisServerConnections server(RedisConnections present, String name) {
        return present.to(name).orElseThrow(NotConnectedException::new);
    }

    /** Blocks. */
    public <T> T ask(String name, Function<RedisCommands<String, String>, T> question) {
        return moves.follow(this::refresh, () -> {
            RedisServerConnections server = server(connected(), name);
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

    public <T> CompletionStage<T> askLater(
            String name, Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question) {
        RedisServerConnections server = server(connected(), name);
        return moves.watch(server, question.apply(server.control().async()));
    }

    private <T> CompletionStage<T> sent(
            String channel, BiFunction<RedisMessaging, RedisServerConnections, CompletionStage<T>> command) {
        RedisConnections present = connected();
        RedisServerConnections server = server(present, channel);
        return moves.watch(server, command.apply(present.messaging(), server));
    }

    /** Returns the number of subscribers that got the message, or {@link #UNKNOWN}. */
    public CompletionStage<Long> publish(String channel, byte[] message) {
        return sent(channel, (messaging, server) -> messaging.publish(server, channel, message));
    }

    /**
     * Publishes unless a key exists.
     *
     * @return the number of subscribers that got the message, or {@link #UNKNOWN}; -1 if the key exists
     */
    public CompletionStage<Long> publishUnless(String key, String channel, byte[] message) {
        return sent(channel, (messaging, server) -> messaging.publishUnless(server, key, channel, message));
    }

    /**
     * @param channels only one in a cluster, where each channel may have another server
     * @return completes once Redis has answered
     */
    public CompletionStage<Boolean> subscribe(List<String> channels) {
        return sent(channels.get(0), (messaging, server) -> messaging.subscribe(server, channels))
                .thenApply(nothing -> true);
    }

    /** @return completes once Redis has answered */
    public CompletionStage<Boolean> unsubscribe(String channel) {
        return sent(channel, (messaging, server) -> messaging.unsubscribe(server, channel))
                .thenApply(nothing -> true);
    }

    @Override
    public void close() {
        connections = null;
        connector.close();
    }
}
