package scf.websocket.gateway.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisSource;
import scf.websocket.gateway.redis.RedisUrl;

/** Options for running several gateways as a cluster. */
public final class ClusterOptions {
    private static final String PREFIX = "[A-Za-z0-9._:/-]{1,64}";

    /** By default Redis disconnects a subscriber with a backlog of 32 MB; a few of the largest messages must fit. */
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "Redis that connects several gateways: redis://[[user]:password@]host[:port][/database], or, with"
                            + " Sentinels, redis+sentinel://[[user]:password@]host[:port],.../name[/database], or, for a Redis"
                            + " Cluster, redis+cluster://[[user]:password@]host[:port],...; rediss with TLS. Prefer GATEWAY_REDIS: other users can read a command line. Default: none, a single gateway.")
    public @Nullable String redis;

    @Option(
            names = "--redis-file",
            paramLabel = "FILE",
            description =
                    "File with the URL of --redis, in place of it. The gateway reads it again and signs in with new"
                            + " credentials without a restart. Default: none.")
    public @Nullable Path redisFile;

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) of the authorities whose signature is trusted for rediss, in place of Java's"
                            + " trust store. Default: Java's trust store.")
    public @Nullable Path redisCa;

    @Option(
            names = "--redis-prefix",
            paramLabel = "TEXT",
            description =
                    "Prefix of all keys and channels in Redis. Use the same one for all gateways of an environment, and"
                            + " a different one for each environment that shares a Redis. Default: scf-websocket:.")
    public String redisPrefix = "scf-websocket:";

    @Option(
            names = "--node-lease",
            paramLabel = "SECONDS",
            description =
                    "A gateway that has not reported to Redis for this long is dead, and another cleans up for it."
                            + " Default: 8.")
    public int nodeLease = 8;

    void check(int maxMessage) {
        Bounds.between("--node-lease", nodeLease, 3, 300);
        if (!redisPrefix.matches(PREFIX)) {
            throw new IllegalArgumentException("--redis-prefix (GATEWAY_REDIS_PREFIX) must be 1 to 64 characters of"
                    + " A-Z a-z 0-9 . _ : / -, like scf-websocket-test:, but is '" + redisPrefix + "'");
        }
        if (redis != null && redisFile != null) {
            throw new IllegalArgumentException(
                    "--redis (GATEWAY_REDIS) and --redis-file (GATEWAY_REDIS_FILE) exclude each other");
        }
        if (settings() == null) {
            return;
        }
        if (redisCa != null) {
            checkCertificates(redisCa);
        }
        if (maxMessage > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "--max-message must be at most " + MAX_MESSAGE_BYTES + " with --redis, but is " + maxMessage);
        }
    }

    private static void checkCertificates(Path file) {
        try (InputStream text = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(text)
                    .isEmpty()) {
                throw new IllegalArgumentException("--redis-ca (GATEWAY_REDIS_CA) contains no certificate");
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    "--redis-ca (GATEWAY_REDIS_CA) cannot be read as certificates in PEM: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private @Nullable RedisUrl url() {
        if (redisFile != null) {
            return RedisSource.read(redisFile);
        }
        return redis == null ? null : RedisUrl.parse(redis);
    }

    /** Returns null for a gateway without a cluster. @throws IllegalArgumentException if the URL is invalid */
    public @Nullable RedisSettings settings() {
        RedisUrl url = url();
        if (url == null) {
            return null;
        }
        return new RedisSettings(url, redisPrefix, Duration.ofSeconds(nodeLease), redisFile, redisCa);
    }
}
