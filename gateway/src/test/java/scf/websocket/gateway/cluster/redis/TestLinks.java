package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import scf.websocket.gateway.testing.RedisServerProcess;

/** Links of tests that listen to nothing. */
final class TestLinks {
    private TestLinks() {}

    /** With the prefix and a lease of 3 s; closed by whoever asks for it. */
    static RedisLink connected(RedisServerProcess redis) {
        RedisLink link = new RedisLink(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", Duration.ofSeconds(3)),
                message -> {},
                () -> {});
        link.connect();
        return link;
    }
}
