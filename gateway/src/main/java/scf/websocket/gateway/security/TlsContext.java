package scf.websocket.gateway.security;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.Failures;

/**
 * Creates the TLS engines for connections that use one certificate. A native context has memory outside of the heap:
 * {@link #release} frees it once the last of its engines is released. Thread-safe.
 */
final class TlsContext {
    /** The key algorithms for which Netty's adapter to BoringSSL selects a certificate. */
    private static final Set<String> NATIVE_KEYS = Set.of("RSA", "EC");

    private final SslContext context;
    private final String description;

    private TlsContext(SslContext context, String description) {
        this.context = context;
        this.description = description;
    }

    /**
     * @throws TlsException if {@link TlsEngine#NATIVE} is wanted but not possible
     * @throws SSLException if the files are unusable
     */
    static TlsContext of(PemFiles files, TlsEngine wanted) throws SSLException {
        String obstacle = wanted == TlsEngine.JDK ? "as --tls-engine says" : obstacle(files);
        if (obstacle == null) {
            try {
                return new TlsContext(build(files, SslProvider.OPENSSL_REFCNT), "native");
            } catch (SSLException e) {
                obstacle = Failures.line(e);
            }
        }
        if (wanted == TlsEngine.NATIVE) {
            throw new TlsException("--tls-engine: native is not possible here: " + obstacle);
        }
        return new TlsContext(build(files, SslProvider.JDK), "jdk: " + obstacle);
    }

    private static @Nullable String obstacle(PemFiles files) {
        if (!OpenSsl.isAvailable()) {
            return Failures.line(OpenSsl.unavailabilityCause());
        }
        String algorithm = files.key().getAlgorithm();
        return NATIVE_KEYS.contains(algorithm) ? null : "the native engine does not support the key, " + algorithm;
    }

    private static SslContext build(PemFiles files, SslProvider provider) throws SSLException {
        return SslContextBuilder.forServer(files.key(), files.chain())
                .sslProvider(provider)
                .protocols(TlsSuites.protocols())
                .ciphers(TlsSuites.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .build();
    }

    /** Returns {@code native}, or {@code jdk} and the reason. */
    String description() {
        return description;
    }

    /** Returns an engine for one connection, which a reference-counted engine keeps alive; null after {@link #release}. */
    @Nullable SSLEngine newEngine(ByteBufAllocator allocator) {
        try {
            ReferenceCountUtil.retain(context);
        } catch (IllegalReferenceCountException e) {
            return null;
        }
        try {
            return context.newEngine(allocator);
        } finally {
            ReferenceCountUtil.release(context);
        }
    }

    /** Call once, when no new connection shall use this certificate. */
    void release() {
        ReferenceCountUtil.release(context);
    }
}
