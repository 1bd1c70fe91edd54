package scf.websocket.gateway.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URL of Redis with the credentials for the next connection, which a file may change. Thread-safe. */
public final class RedisSource {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSource.class);
    private static final long MAX_BYTES = 8192;

    private final @Nullable Path file;
    private volatile RedisUrl url;
    private String reported = "";

    /** @param file contains the URL, and is read again; null for none */
    RedisSource(RedisUrl url, @Nullable Path file) {
        this.url = url;
        this.file = file;
    }

    /**
     * Reads a file that contains a URL and nothing else.
     *
     * @throws IllegalArgumentException if it cannot be read, or the URL is invalid; the message does not quote it
     */
    public static RedisUrl read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("--redis-file (GATEWAY_REDIS_FILE) contains more than a URL");
            }
            return RedisUrl.parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--redis-file (GATEWAY_REDIS_FILE) cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    RedisUrl url() {
        return url;
    }

    /** Reads the file again; returns whether there are other credentials. Keeps the last ones if it is unusable. */
    synchronized boolean reread() {
        if (file == null) {
            return false;
        }
        try {
            RedisUrl next = read(file);
            if (!next.hasSameServers(url)) {
                report("--redis-file (GATEWAY_REDIS_FILE) names other servers now: that needs a restart");
                return false;
            }
            boolean changed = !next.hasSameCredentials(url);
            url = next;
            reported = "";
            return changed;
        } catch (IllegalArgumentException e) {
            report(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void report(String problem) {
        if (!problem.equals(reported)) {
            reported = problem;
            LOG.warn("the last credentials for Redis remain: {}", problem);
        }
    }
}
