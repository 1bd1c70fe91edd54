package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;

/** Links without subscriptions, for tests. */
final class TestLinks {
    private TestLinks() {}

    /** A connected link with the default prefix and a lease of 3 s, which the caller closes. */
    static RedisLink connected(RedisServerProcess redis) {
        RedisLink link = new RedisLink(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", Duration.ofSeconds(3)),
                message -> {},
                () -> {});
        link.connect();
        return link;
    }
}
