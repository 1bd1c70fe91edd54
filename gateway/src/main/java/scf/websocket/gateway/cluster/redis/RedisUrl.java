package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;

/** Where Redis is, and the credentials for it. Its text form holds no password. Immutable. */
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
     * @throws IllegalArgumentException if it is anything else; the message does not quote it, for it may hold a password
     */
    public static RedisUrl parse(String url) {
        if (FORM.matcher(url).matches()) {
            try {
                RedisURI uri = RedisURI.create(url);
                if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65536) {
                    return new RedisUrl(url, uri.getHost(), uri.getPort());
                }
            } catch (IllegalArgumentException e) {
                // Said below, without the cause: its message quotes the URL.
            }
        }
        throw new IllegalArgumentException(
                "--redis (GATEWAY_REDIS) must be like redis://:password@10.0.0.5:6379/0, password and database left out"
                        + " where there are none; a password with @ / % or another special character in it needs them as"
                        + " %40, %2F, %25");
    }

    /** A new copy: lettuce's type can be changed. */
    RedisURI uri() {
        return RedisURI.create(url);
    }

    String host() {
        return host;
    }

    /** Where it is. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
