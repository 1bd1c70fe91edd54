package scf.websocket.gateway.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.security.TlsSuites;

/**
 * Connects Lettuce to one address of a name at a time; Lettuce itself would know only the first. Not thread-safe. {@code
 * docs/reliability.md} explains the settings.
 */
final class RedisDialer implements AutoCloseable {
    private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(5);
    private static final int KEEP_ALIVE_COUNT = 3;
    private static final int MAX_COMMANDS_WAITING = 20_000;
    private static final int MAX_SHARED_FLUSHES = 256;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_ATTEMPTS = 3;

    private final Addresses names;
    private final @Nullable Path authority;
    private final ClientResources resources;
    private final List<RedisClient> clients = new ArrayList<>();
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
     * @param authority see {@link RedisSettings#authority}
     */
    RedisDialer(Addresses names, @Nullable Path authority) {
        this.names = names;
        this.authority = authority;
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .socketAddressResolver(SocketAddressResolver.create(host -> new InetAddress[] {chosen}))
                .nettyCustomizer(new SharedFlushes())
                .build();
    }

    /** Returns a client, to be used in {@link #dial} only, which ends with this. */
    RedisClient client(Duration timeout) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options(timeout, authority));
        clients.add(client);
        return client;
    }

    /** @param timeout of a connection attempt and of a command */
    static ClientOptions options(Duration timeout, @Nullable Path authority) {
        SslOptions.Builder tls = SslOptions.builder().jdkSslProvider().protocols(TlsSuites.protocols());
        if (authority != null) {
            tls.trustManager(authority.toFile());
        }
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .pingBeforeActivateConnection(true)
                .requestQueueSize(MAX_COMMANDS_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .sslOptions(tls.build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
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
     * Tries the addresses of the server's name in turn. Blocks.
     *
     * @param connect connects with a client of this dialer, and may ask something
     * @throws RedisException if none succeeds; see {@link RedisFault#moreTelling}
     */
    <C> C dial(RedisURI server, Function<RedisURI, C> connect) {
        RedisException unfit = null;
        for (InetAddress address : addresses(server.getHost())) {
            try {
                return dial(address, server, connect);
            } catch (RedisException e) {
                unfit = RedisFault.moreTelling(unfit, e);
            }
        }
        throw unfit == null ? new RedisException("no address") : unfit;
    }

    private List<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(names.of(host)).limit(MAX_ADDRESSES).toList();
        } catch (UnknownHostException e) {
            throw new RedisException(e);
        }
    }

    /**
     * Lettuce closes a connection that the server rejects, and sometimes reports the close instead of the rejection. A
     * server that really closes connections does so on every attempt.
     */
    private <C> C dial(InetAddress address, RedisURI server, Function<RedisURI, C> connect) {
        for (int attempt = 1; ; attempt++) {
            try {
                chosen = address;
                return connect.apply(server);
            } catch (RedisException e) {
                if (attempt == MAX_ATTEMPTS || !RedisFault.isClosed(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> client.shutdown(Duration.ZERO, RedisSettings.TIMEOUT));
        resources
                .shutdown(0, RedisSettings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
