package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** Five nodes lose three at once. With fifty processes, {@code NodesProof} of the soak shows the same. */
@Execution(ExecutionMode.CONCURRENT)
class RedisManyNodesTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int EACH = 20;

    private final Queue<String> cleaned = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void nodesThatDieTogetherAreCleanedUpOnce() {
        List<RedisCluster> alive = new ArrayList<>();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisLink link = TestLinks.connected(redis)) {
            try {
                for (int i = 0; i < 5; i++) {
                    alive.add(join(redis));
                }
                Await.until(
                        "all see all",
                        () -> alive.stream().allMatch(node -> node.otherNodes().size() == 4));
                RedisNodes nodes = new RedisNodes(link, LEASE, new UnreadableData(new GatewayMetrics()));
                List<String> left = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    left.addAll(die(nodes, link));
                }
                Await.until("all are cleaned up", () -> cleaned.size() >= left.size());
                Await.until("the dead are forgotten", () -> redis.ask(r -> r.scard(KEYS.nodes())) == 5);
                Await.until(
                        "all see it",
                        () -> alive.stream().allMatch(node -> node.otherNodes().size() == 4));
                assertThat(cleaned).as("once each").containsExactlyInAnyOrderElementsOf(left);
                long numbered = redis.ask(r -> r.zcard(KEYS.renewals()));
                assertThat(numbered).as("besides two that are no nodes").isEqualTo(5 + 2);
            } finally {
                alive.forEach(RedisCluster::close);
            }
        }
    }

    /** A node renews its lease and lists its connections, for the last time. */
    private static List<String> die(RedisNodes nodes, RedisLink link) {
        ConnectionIds dead = new ConnectionIds();
        nodes.renew(dead.node());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            ids.add(dead.next());
        }
        link.add(KEYS.open(dead.node()), ids.stream().map(id -> id + " api-x").toList());
        return ids;
    }

    private RedisCluster join(RedisServerProcess redis) {
        return TestNodes.join(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", LEASE),
                new ConnectionIds(),
                TestNodes.cleanedUp(cleaned::add));
    }
}
