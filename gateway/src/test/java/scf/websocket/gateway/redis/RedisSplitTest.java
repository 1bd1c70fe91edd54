package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedis;
import scf.websocket.testing.redis.InstalledRedisServer;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** A primary of a Redis Cluster that is cut off from the others, but not from the gateway. */
class RedisSplitTest {
    private static final String KEY = "key";

    private static RedisConnector connector(String url) {
        return new RedisConnector(
                new RedisSource(RedisUrl.parse(url), null), null, InetAddress::getAllByName, lost -> {});
    }

    private static RedisAddress address(InstalledRedisServer server) {
        return new RedisAddress("127.0.0.1", server.port());
    }

    @Test
    void aPrimaryThatIsCutOffIsLeftForItsReplica(@TempDir Path folder) {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        try (RedisClusterProcesses redis = new RedisClusterProcesses(folder);
                RedisConnector connector = connector(redis.url(":secret@"))) {
            InstalledRedisServer stale = redis.primaryOf(KEY);
            RedisConnections before = connector.connect(KEY, null);
            redis.cutOff(stale);
            RedisConnections between = connector.connect(KEY, before);
            assertThat(between.slots().owner(KEY)).isEqualTo(address(stale));
            Await.until("the others have promoted its replica", () -> redis.isReplaced(stale));
            assertThat(stale.list("CLUSTER", "SLOTS"))
                    .as("it knows nothing of that")
                    .contains(Integer.toString(stale.port()));
            assertThat(between.isOpen()).as("it is still connected").isTrue();

            RedisConnections after = connector.connect(KEY, between);
            assertPromoted(redis, after);
            try (RedisConnector late = connector("redis+cluster://:secret@127.0.0.1:" + stale.port())) {
                assertPromoted(redis, late.connect(KEY, null));
            }

            // The others are two of three, so this one is not awaited.
            InstalledRedisServer hangs = redis.primaryOf("another");
            hangs.freeze();
            long start = System.nanoTime();
            assertThat(connector.connect(KEY, after).isLike(after)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RedisSettings.TIMEOUT);
            hangs.thaw();
        }
    }

    private static void assertPromoted(RedisClusterProcesses redis, RedisConnections connections) {
        assertThat(connections.isOpen()).isTrue();
        assertThat(connections.slots().owner(KEY)).isEqualTo(address(redis.primaryOf(KEY)));
        assertThat(connections.to(KEY).orElseThrow().control().sync().set(KEY, "value"))
                .isEqualTo("OK");
    }
}
