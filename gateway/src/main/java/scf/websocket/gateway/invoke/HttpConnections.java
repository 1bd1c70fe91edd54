package scf.websocket.gateway.invoke;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import scf.websocket.gateway.security.TlsSuites;

/** The connections to all http(s): targets, and their event loops. Thread-safe. */
final class HttpConnections implements AutoCloseable {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Duration STOP = Duration.ofSeconds(2);

    private final ConnectionProvider cleartextPool;
    private final ConnectionProvider securePool;
    private final LoopResources threads = LoopResources.create("function-http", 1, THREADS, true);
    private final HttpNames names;
    private final HttpClient cleartext;
    private final HttpClient secure;

    /** Uses the JDK's trust store and the machine's name resolution. */
    HttpConnections(HttpLimits limits, LongSupplier nanoTime) {
        this(limits, new HttpNames(HttpNames.Lookup.ofMachine(), nanoTime), defaultTls());
    }

    HttpConnections(HttpLimits limits, HttpNames names, SSLContext tls) {
        this.names = names;
        HttpConnectRule connectRule = new HttpConnectRule(names, limits);
        // Cleartext HTTP/2 would need an upgrade, which small servers answer with an error.
        this.cleartextPool = pool("function-http", limits).build();
        this.cleartext = client(cleartextPool)
                .protocol(HttpProtocol.HTTP11)
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(connectRule));
        this.securePool = pool("function-https", limits)
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(limits.connections())
                        // Otherwise each concurrent event opens its own connection, as with HTTP/1.1.
                        .strictConnectionReuse(true)
                        .build())
                .build();
        SslContext sslContext = sslContext(tls);
        this.secure = client(securePool)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .http2Settings(settings -> settings.maxHeaderListSize(HttpLimits.HEADER_BYTES))
                .secure(ssl -> ssl.sslContext(sslContext).handshakeTimeout(limits.tlsHandshake()))
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addFirst(connectRule).addFirst(new HttpLiveness(limits.silence())));
    }

    private static ConnectionProvider.Builder pool(String name, HttpLimits limits) {
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

    private HttpClient client(ConnectionProvider pool) {
        return HttpClient.create(pool)
                .runOn(threads, false)
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

    /** Returns the client for a scheme, {@code http} or {@code https}. */
    HttpClient client(String scheme) {
        return "https".equals(scheme) ? secure : cleartext;
    }

    /** Returns the event loops. */
    List<Executor> loops() {
        List<Executor> loops = new ArrayList<>();
        threads.onClient(false).forEach(loops::add);
        return loops;
    }

    /** Aborts calls in flight, which fail. Blocks for two seconds at most. */
    @Override
    public void close() {
        cleartextPool.dispose();
        securePool.dispose();
        threads.disposeLater(Duration.ZERO, STOP).onErrorComplete().block(STOP.plus(STOP));
        names.close();
    }
}
