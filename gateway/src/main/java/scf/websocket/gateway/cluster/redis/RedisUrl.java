package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;

/** The address of Redis and its credentials. The text form contains no password. Immutable. */
public final class RedisUrl {
    private static final Pattern FORM =
            Pattern.compile("rediss?://([^@/\\s]*@)?([^:/@\\s\\[\\]]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?(/\\d{1,4})?");

    private final String url;
    private final String host;
    private final int port;

    private RedisUrl(String url, String host, int port) {
        this.url = url;
        this.host = host;
        this.port = port;
    }

    /**
     * @param url {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss:} for TLS
     * @throws IllegalArgumentException if the URL is invalid; the message does not quote it, because it may contain a
     * password
     */
    public static RedisUrl parse(String url) {
        if (FORM.matcher(url).matches()) {
            try {
                RedisURI uri = RedisURI.create(url);
                if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65536) {
                    return new RedisUrl(url, uri.getHost(), uri.getPort());
                }
            } catch (IllegalArgumentException e) {
                // Reported below without the cause, whose message quotes the URL.
            }
        }
        throw new IllegalArgumentException(
                "--redis (GATEWAY_REDIS) must be like redis://:password@10.0.0.5:6379/0, password and database left out"
                        + " where there are none; a password with @ / % or another special character in it needs them as"
                        + " %40, %2F, %25");
    }

    /** Returns a new copy, because Lettuce's type is mutable. */
    RedisURI uri() {
        return RedisURI.create(url);
    }

    String host() {
        return host;
    }

    /** Returns host and port. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
