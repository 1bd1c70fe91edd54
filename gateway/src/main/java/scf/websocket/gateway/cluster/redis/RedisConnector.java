package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import scf.websocket.gateway.security.TlsSuites;

/**
 * Opens connections to a server. Lettuce would reconnect each one separately, possibly to different servers; this class
 * opens them together, to one address, and only if the server is suitable. Not thread-safe. {@code docs/reliability.md}
 * explains the settings.
 */
final class RedisConnector implements AutoCloseable {
    private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(5);
    private static final int KEEP_ALIVE_COUNT = 3;
    private static final int MAX_COMMANDS_WAITING = 20_000;
    private static final int MAX_SHARED_FLUSHES = 256;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_ATTEMPTS = 3;

    /** Maps each byte to one character, so that foreign data keeps its exact name. */
    private static final StringCodec BYTES_AS_TEXT = new StringCodec(StandardCharsets.ISO_8859_1);

    private final RedisUrl url;
    private final Addresses names;
    private final ClientResources resources;
    private final RedisClient client;
    private volatile InetAddress chosen = InetAddress.getLoopbackAddress();

    /** Resolves a name. */
    @FunctionalInterface
    interface Addresses {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** Sends the commands of concurrent pushes, each of which flushes its own, by one system call. */
    static final class SharedFlushes implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(MAX_SHARED_FLUSHES, true));
        }
    }

    /**
     * @param names the addresses in the order in which to try them
     * @param disconnected called when a connection is lost; must not block
     */
    RedisConnector(RedisUrl url, Addresses names, Consumer<Object> disconnected) {
        this.url = url;
        this.names = names;
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .socketAddressResolver(SocketAddressResolver.create(host -> new InetAddress[] {chosen}))
                .nettyCustomizer(new SharedFlushes())
                .build();
        RedisURI uri = url.uri();
        uri.setTimeout(RedisSettings.TIMEOUT);
        client = RedisClient.create(resources, uri);
        client.setOptions(options());
        client.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                disconnected.accept(connection);
            }
        });
    }

    static ClientOptions options() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .pingBeforeActivateConnection(true)
                .requestQueueSize(MAX_COMMANDS_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(RedisSettings.TIMEOUT))
                .sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .protocols(TlsSuites.protocols())
                        .build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(RedisSettings.TIMEOUT)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(KEEP_ALIVE_IDLE)
                                .interval(KEEP_ALIVE_INTERVAL)
                                .count(KEEP_ALIVE_COUNT)
                                .build())
                        .tcpNoDelay(true)
                        .build())
                .build();
    }

    /**
     * Tries the addresses of the name in turn. Blocks.
     *
     * @throws RedisException if none is a suitable server: the failure of the last one that answered, or else of the
     * first
     */
    RedisConnections connect() {
        RedisException unfit = null;
        for (InetAddress address : addresses()) {
            try {
                return connectTo(address);
            } catch (RedisException e) {
                if (unfit == null || e instanceof RedisUnsuitableException) {
                    unfit = e;
                }
            }
        }
        throw unfit == null ? new RedisException("no address") : unfit;
    }

    private Iterable<InetAddress> addresses() {
        try {
            InetAddress[] all = names.of(url.host());
            Deque<InetAddress> addresses = new ArrayDeque<>();
            for (int i = 0; i < Math.min(all.length, MAX_ADDRESSES); i++) {
                addresses.add(all[i]);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new RedisException(e);
        }
    }

    /**
     * Lettuce closes a connection that the server rejects, and sometimes reports the close instead of the rejection. A
     * server that really closes connections does so on every attempt.
     */
    private RedisConnections connectTo(InetAddress address) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connect(address);
            } catch (RedisException e) {
                if (attempt == MAX_ATTEMPTS || !RedisFault.isClosed(e)) {
                    throw e;
                }
            }
        }
    }

    private RedisConnections connect(InetAddress address) {
        chosen = address;
        Deque<StatefulConnection<?, ?>> made = new ArrayDeque<>();
        try {
            StatefulRedisConnection<String, String> control = client.connect(BYTES_AS_TEXT);
            made.add(control);
            RedisRequirements.check(control.sync());
            StatefulRedisConnection<byte[], byte[]> publishing = client.connect(ByteArrayCodec.INSTANCE);
            made.add(publishing);
            StatefulRedisPubSubConnection<byte[], byte[]> listening = client.connectPubSub(ByteArrayCodec.INSTANCE);
            made.add(listening);
            return new RedisConnections(control, publishing, listening);
        } catch (RuntimeException e) {
            made.forEach(RedisConnections::close);
            throw e instanceof RedisException ? e : new RedisException(e);
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, RedisSettings.TIMEOUT);
        resources
                .shutdown(0, RedisSettings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
