package scf.websocket.channels.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A key set (RFC 7517) in a file or at an address. It is kept for ten minutes, and for an hour if it cannot be renewed. An
 * unknown key id renews it at once, a few times a minute at most. Thread-safe.
 */
final class NimbusKeySet {
    static final int MAX_BYTES = 256 << 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CACHED = Duration.ofMinutes(10);
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

    private final JWKSource<SecurityContext> source;

    /** @param location an address or a file */
    NimbusKeySet(String location) {
        this(location, TIMEOUT);
    }

    /** @param timeout of a whole download */
    NimbusKeySet(String location, Duration timeout) {
        JWKSourceBuilder<SecurityContext> builder = TokenKeys.isAddress(location)
                ? JWKSourceBuilder.create(url(location), new HttpKeySet(timeout))
                : JWKSourceBuilder.create(fileUrl(location), url -> read(Path.of(location)));
        this.source = builder.cache(CACHED.toMillis(), timeout.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_RENEWALS.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    private static URL fileUrl(String file) {
        return url(Path.of(file).toUri().toString());
    }

    private static URL url(String address) {
        try {
            return new URL(address);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("checked at the start", e);
        }
    }

    private static Resource read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the key set is larger than " + MAX_BYTES + " bytes");
            }
            return new Resource(new String(bytes, StandardCharsets.UTF_8), null);
        }
    }

    /**
     * Returns the keys that match.
     *
     * @throws KeysUnavailableException if the set cannot be read, or was renewed too often to look for a new key
     */
    List<JWK> keys(JWKMatcher matcher) throws KeysUnavailableException {
        try {
            return source.get(new JWKSelector(matcher), null);
        } catch (KeySourceException e) {
            throw new KeysUnavailableException(e);
        }
    }
}
