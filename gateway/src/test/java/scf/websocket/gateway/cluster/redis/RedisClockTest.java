package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.testing.process.Await;

/** The clock of Redis jumps while three nodes live and one is dead. */
@Execution(ExecutionMode.CONCURRENT)
class RedisClockTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Queue<String> cleaned = new ConcurrentLinkedQueue<>();
    private final Queue<String> takenOver = new ConcurrentLinkedQueue<>();

    @Test
    void aJumpingClockKillsNoLiveNodeAndRepeatsNoCleanup() {
        List<ConnectionIds> ids = Stream.generate(ConnectionIds::new).limit(3).toList();
        ConnectionIds dead = new ConnectionIds();
        try (RedisProcess redis = new RedisProcess();
                RedisCluster a = join(redis, ids.get(0));
                RedisCluster b = join(redis, ids.get(1));
                RedisCluster c = join(redis, ids.get(2))) {
            List<RedisCluster> nodes = List.of(a, b, c);
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i).ledger().opened(ids.get(i).next(), "api-x");
            }
            // This cleanup never ends, so the takeover stays claimed throughout the test.
            String left = dead.next();
            redis.ask(r -> r.sadd(KEYS.open(dead.node()), left + " api-x"));
            redis.ask(r -> r.sadd(KEYS.nodes(), dead.node().toString()));
            Await.until("one node takes over the dead one", () -> cleaned.contains(left));
            for (int i = 0; i < 15; i++) {
                redis.shiftClock(Duration.ofSeconds(i % 5 == 4 ? -60 : 20));
                Await.until(
                        "all leases are renewed",
                        () -> ids.stream().allMatch(node -> redis.ask(r -> r.exists(KEYS.lease(node.node()))) == 1));
            }
            assertThat(takenOver).isEmpty();
            assertThat(cleaned).as("one cleanup, however long it takes").containsExactly(left);
            for (ConnectionIds node : ids) {
                long over = redis.ask(r -> r.exists(KEYS.over(node.node())));
                assertThat(over).isZero();
            }
        }
    }

    private RedisCluster join(RedisProcess redis, ConnectionIds ids) {
        RedisCluster cluster = TestNodes.create(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", LEASE),
                ids,
                (id, apiId, settled) -> cleaned.add(id),
                () -> takenOver.add(ids.node().toString()));
        cluster.start();
        return cluster;
    }
}
