package scf.websocket.gateway.invoke;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import scf.websocket.gateway.security.TlsSuites;

/**
 * The connections to all http(s): targets. They share the event loops of the clients' connections, and each loop has
 * its own connections, so that a message is received, passed to the function and answered by one thread. Thread-safe.
 */
final class HttpConnections implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(2);

    private final List<ConnectionProvider> pools = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final HttpLoops loops;
    private final HttpLimits limits;
    private final HttpNames names;
    private final HttpConnectRule connectRule;
    private final Supplier<SSLContext> tls;
    private HttpLoops.@Nullable Values<HttpClient> cleartext;
    private HttpLoops.@Nullable Values<HttpClient> secure;

    /**
     * Uses the JDK's trust store and the machine's name resolution.
     *
     * @param loops not closed by this object
     */
    HttpConnections(HttpLoops loops, HttpLimits limits, LongSupplier nanoTime) {
        this(loops, limits, new HttpNames(HttpNames.Lookup.ofMachine(), nanoTime), HttpConnections::defaultTls);
    }

    HttpConnections(HttpLoops loops, HttpLimits limits, HttpNames names, SSLContext tls) {
        this(loops, limits, names, () -> tls);
    }

    private HttpConnections(HttpLoops loops, HttpLimits limits, HttpNames names, Supplier<SSLContext> tls) {
        this.loops = loops;
        this.limits = limits;
        this.names = names;
        this.connectRule = new HttpConnectRule(names, limits);
        this.tls = tls;
    }

    private HttpClient cleartext(EventLoop loop) {
        // HTTP/1.1, which is the default: cleartext HTTP/2 would need an upgrade, and small servers answer that with an
        // error. Set explicitly, it would make Reactor Netty load the native library for TLS.
        return client(loop, pool("function-http").build()).doOnChannelInit((observer, channel, remote) -> {
            open.add(channel);
            channel.pipeline().addFirst(connectRule);
        });
    }

    private HttpClient secure(EventLoop loop, SslContext sslContext) {
        ConnectionProvider pool = pool("function-https")
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(limits.connections())
                        // Otherwise each concurrent event opens its own connection, as with HTTP/1.1.
                        .strictConnectionReuse(true)
                        .build())
                .build();
        return client(loop, pool)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .http2Settings(settings -> settings.maxHeaderListSize(HttpLimits.HEADER_BYTES))
                .secure(ssl -> ssl.sslContext(sslContext).handshakeTimeout(limits.tlsHandshake()))
                .doOnChannelInit((observer, channel, remote) -> {
                    open.add(channel);
                    channel.pipeline().addFirst(connectRule).addFirst(new HttpLiveness(limits.silence()));
                });
    }

    private ConnectionProvider.Builder pool(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(limits.connections())
                // A call that has timed out may hold its connection slightly longer than its permit.
                .pendingAcquireMaxCount(limits.connections())
                .pendingAcquireTimeout(limits.connect())
                .maxIdleTime(limits.idle())
                .maxLifeTime(limits.life())
                .evictInBackground(Duration.ofSeconds(1))
                // LIFO: the connections beyond the current load become idle and are closed.
                .lifo();
    }

    private HttpClient client(EventLoop loop, ConnectionProvider pool) {
        pools.add(pool);
        return HttpClient.create(pool)
                .runOn(preferNative -> loop, false)
                .resolver(names)
                // Its retry rules differ from those of HttpInvoker.
                .disableRetry(true)
                .followRedirect(false)
                .compress(false)
                .noProxy()
                .option(ChannelOption.SO_KEEPALIVE, true)
                .httpResponseDecoder(decoder ->
                        decoder.maxInitialLineLength(HttpLimits.HEADER_BYTES).maxHeaderSize(HttpLimits.HEADER_BYTES))
                .doOnRequest((request, connection) -> HttpAnswerGuard.install(connection.channel()));
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SslContext sslContext(SSLContext tls) {
        ApplicationProtocolConfig http2IfAgreed = new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                "h2",
                "http/1.1");
        return new JdkSslContext(
                tls,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                http2IfAgreed,
                ClientAuth.NONE,
                TlsSuites.protocols(),
                false);
    }

    /** Returns the client of each event loop for a scheme, {@code http} or {@code https}. */
    synchronized HttpLoops.Values<HttpClient> clients(String scheme) {
        return "https".equals(scheme) ? secure() : cleartext();
    }

    private HttpLoops.Values<HttpClient> cleartext() {
        if (cleartext == null) {
            cleartext = loops.each(this::cleartext);
        }
        return cleartext;
    }

    /** The clients for TLS exist only if a target needs them, because Reactor Netty then loads the native library. */
    private HttpLoops.Values<HttpClient> secure() {
        if (secure == null) {
            SslContext sslContext = sslContext(tls.get());
            secure = loops.each(loop -> secure(loop, sslContext));
        }
        return secure;
    }

    /** Aborts calls in flight, which fail. Blocks for two seconds at most; call it while the event loops run. */
    @Override
    public synchronized void close() {
        pools.forEach(ConnectionProvider::dispose);
        open.close().awaitUninterruptibly(STOP.toMillis());
        names.close();
    }
}
