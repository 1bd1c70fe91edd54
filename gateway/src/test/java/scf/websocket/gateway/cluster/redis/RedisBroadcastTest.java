package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedis;
import scf.websocket.testing.redis.InstalledRedisServer;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** Nodes on a Redis Cluster without sharded channels, with the permissions from {@code docs/operate.md}. */
class RedisBroadcastTest {
    private static final RedisKeys KEYS = RedisKeys.ofCluster("scf-websocket:");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final String[] RIGHTS = RedisShardsTest.rights("publish", "subscribe", "unsubscribe");

    @TempDir
    Path folder;

    private final List<String> cleaned = new CopyOnWriteArrayList<>();

    private GroupsNode node(RedisClusterProcesses redis) {
        return new GroupsNode(redis.url("gateway:hunter2@"), LEASE, cleaned::add);
    }

    private RedisClusterProcesses older(int primaries) {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        RedisClusterProcesses redis = new RedisClusterProcesses(
                folder, primaries, false, "--rename-command", "SPUBLISH", "", "--rename-command", "SSUBSCRIBE", "");
        redis.addUser("gateway", RIGHTS);
        return redis;
    }

    @Test
    void redis6CarriesPushesAndGroups() {
        try (RedisServerProcess redis = new RedisServerProcess(folder, "--cluster-enabled", "yes")) {
            redis.ask(r -> r.clusterAddSlots(IntStream.range(0, 16_384).toArray()));
            Await.until(
                    "the cluster is up", () -> redis.ask(r -> r.clusterInfo().contains("cluster_state:ok")));
            String url = redis.url().replace("redis:", "redis+cluster:");
            try (GroupsNode a = new GroupsNode(url, LEASE, cleaned::add);
                    GroupsNode b = new GroupsNode(url, LEASE, cleaned::add)) {
                a.awaitTogether(b);
                assertThat(a.isHeardBy(b, "hello")).isTrue();
            }
        }
    }

    @Test
    void afterMovesEachMessageArrivesOnceAndDeadNodesAreNamed() {
        try (RedisClusterProcesses redis = older(3);
                GroupsNode a = node(redis);
                GroupsNode b = node(redis)) {
            a.awaitTogether(b);
            assertThat(a.isHeardBy(b, "hello")).isTrue();
            for (String name : List.of(KEYS.group(GroupsNode.GROUPS.get(0)), KEYS.channel(b.ids.node()))) {
                InstalledRedisServer from = redis.primaryOf(name);
                redis.move(name, another(redis, from));
                assertThat(a.push(b.ids.node()))
                        .as("a push right after the move of %s", name)
                        .isNotEqualTo(DeliveryOutcome.GONE);
                Await.until(
                        "the nodes have left the old server",
                        () -> subscribers(from, name).endsWith("0"));
                a.awaitTogether(b);
                assertThat(a.isHeardBy(b, "after the move of " + name)).isTrue();
                assertThat(b.isHeardBy(a, "and back after the move of " + name)).isTrue();
            }
            // Until what Redis knows has been there for a while, an unknown node may be alive.
            Await.until("a dead node is named", () -> a.push(new NodeId(12)) == DeliveryOutcome.GONE);
            assertThat(cleaned).isEmpty();
        }
    }

    private static InstalledRedisServer another(RedisClusterProcesses redis, InstalledRedisServer than) {
        return redis.primaries().stream()
                .filter(server -> server != than)
                .findFirst()
                .orElseThrow();
    }

    private static String subscribers(InstalledRedisServer server, String channel) {
        return server.ask("PUBSUB", "NUMSUB", channel);
    }

    @Test
    void onceAllServersHaveShardedChannelsTheNodesUseThem() {
        try (RedisClusterProcesses redis = older(1);
                GroupsNode a = node(redis);
                GroupsNode b = node(redis)) {
            a.awaitTogether(b);
            redis.addUser("gateway", RedisShardsTest.rights("spublish", "ssubscribe", "sunsubscribe"));
            InstalledRedisServer only = redis.servers().get(0);
            redis.restartWithout("--rename-command", only);
            a.awaitTogether(b);
            assertThat(a.isHeardBy(b, "hello")).isTrue();
            String channel = KEYS.channel(b.ids.node());
            assertThat(only.ask("PUBSUB", "SHARDNUMSUB", channel)).endsWith("1");
            assertThat(subscribers(only, channel)).endsWith("0");
        }
    }
}
