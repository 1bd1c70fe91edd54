package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedis;
import scf.websocket.testing.redis.InstalledRedisServer;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** Nodes that share a Redis Cluster, with the permissions from {@code docs/operate.md}. */
class RedisShardsTest {
    private static final Logger LOG = LoggerFactory.getLogger(RedisShardsTest.class);
    private static final String PREFIX = "scf-websocket:";
    private static final RedisKeys KEYS = RedisKeys.ofCluster(PREFIX);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static RedisClusterProcesses redis;

    private final List<String> cleaned = new CopyOnWriteArrayList<>();
    private final List<GroupsNode> nodes = new ArrayList<>();

    @BeforeAll
    static void startRedis(@TempDir Path folder) {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        redis = new RedisClusterProcesses(folder);
        redis.addUser("gateway", rights("spublish", "ssubscribe", "sunsubscribe"));
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void leave() {
        nodes.forEach(GroupsNode::close);
        if (redis != null) {
            // Otherwise the nodes of the next test take over the connections of these.
            redis.primaries().forEach(server -> server.ask("FLUSHALL"));
        }
    }

    private void leave(GroupsNode node) {
        nodes.remove(node);
        node.close();
    }

    /** The permissions from {@code docs/operate.md}. */
    static String[] rights(String publish, String subscribe, String unsubscribe) {
        return ("on >hunter2 resetchannels ~scf-websocket:* &scf-websocket:* -@all +ping +info +eval +sadd +srem +scard"
                        + " +smembers +sismember +sscan +zadd +zincrby +zrem +zcard +zscore +zrangebyscore"
                        + " +rename +del +set +get +exists +pexpire +persist +cluster|slots +"
                        + String.join(" +", publish, subscribe, unsubscribe))
                .split(" ", -1);
    }

    private GroupsNode node(String url) {
        GroupsNode node = new GroupsNode(url, LEASE, cleaned::add);
        nodes.add(node);
        return node;
    }

    private GroupsNode node() {
        return node(redis.url("gateway:hunter2@"));
    }

    private static boolean isListed(GroupsNode node, String connectionId) {
        String key = KEYS.open(node.ids.node());
        return redis.primaryOf(key).ask("SMEMBERS", key).contains(connectionId + " api-x");
    }

    @Test
    void pushesGroupsAndTakeoversWork() throws Exception {
        GroupsNode a = node();
        GroupsNode b = node();
        a.awaitTogether(b);
        assertThat(a.isHeardBy(b, "hello")).isTrue();
        a.publish(new GroupKey("api-x", "*"), "to all");
        Await.until("the message to all arrives", () -> b.received.containsKey(new GroupKey("api-x", "*")));
        String open = b.ids.next();
        b.cluster.ledger().opened(open, "api-x");
        Await.until("the connection is listed", () -> isListed(b, open));

        DeadLetterStore letters = a.cluster.deadLetters().orElseThrow();
        DeadLetter letter = new DeadLetter("id", "api-x", "idle", "age", 1, 3);
        letters.change(List.of(letter), List.of());
        assertThat(b.cluster.deadLetters().orElseThrow().read()).containsExactly(letter);
        letters.change(List.of(), List.of(letter));

        leave(b);
        Await.until("a cleans up for b", () -> cleaned.contains(open));
        Await.until("b is forgotten", () -> a.push(b.ids.node()) == DeliveryOutcome.GONE);
        String nodesKey = KEYS.nodes();
        Await.until(
                "the node is alone",
                () -> redis.primaryOf(nodesKey)
                        .ask("SMEMBERS", nodesKey)
                        .equals(a.ids.node().toString()));
        assertThat(cleaned).containsExactly(open);
        List<String> names = redis.primaries().stream()
                .flatMap(server -> server.ask("KEYS", "*").lines())
                .filter(name -> !name.isBlank())
                .toList();
        assertThat(names)
                .allMatch(name -> name.startsWith(PREFIX))
                .doesNotContain(KEYS.open(b.ids.node()), KEYS.rewritten(b.ids.node()), KEYS.whole(b.ids.node()))
                .contains(KEYS.fence(b.ids.node()), KEYS.whole(a.ids.node()));
    }

    @Test
    @Tag("proof")
    void connectionsThatAJournalHandsOverAreCleanedUp() {
        GroupsNode a = node();
        String earlier = new ConnectionIds().next();
        Await.until("a trusts Redis", () -> a.push(new NodeId(12)) == DeliveryOutcome.GONE);
        assertThat(a.cluster
                        .leave(Map.of(earlier, "api-x"), Set.of(), 1)
                        .toCompletableFuture()
                        .join())
                .isTrue();
        Await.until("it is cleaned up", () -> cleaned.contains(earlier));
    }

    @Test
    void aNodeThatWasDeclaredDeadChangesItsListNoMore() {
        GroupsNode a = node();
        NodeId dead = a.ids.node();
        try (RedisLink link = new RedisLink(
                new RedisSettings(RedisUrl.parse(redis.url("gateway:hunter2@")), PREFIX, LEASE),
                message -> {},
                () -> {})) {
            link.connect();
            RedisLists lists = new RedisListsApart(link);
            lists.fence(dead, new NodeId(3));
            lists.change(dead, KEYS.open(dead), "sadd", List.of("late api-x"));
            lists.begin(dead);
        }
        assertThat(redis.primaryOf(KEYS.open(dead)).ask("EXISTS", KEYS.open(dead), KEYS.rewritten(dead)))
                .isEqualTo("0");
        assertThat(a.push(dead)).as("no push reaches it").isNotEqualTo(DeliveryOutcome.DELIVERED);
    }

    @Test
    void aListThatItsServerHasLostIsWrittenAgain() {
        GroupsNode a = node();
        String open = a.ids.next();
        a.cluster.ledger().opened(open, "api-x");
        Await.until("the connection is listed", () -> isListed(a, open));
        NodeId node = a.ids.node();
        redis.primaryOf(KEYS.open(node)).ask("DEL", KEYS.open(node), KEYS.whole(node));
        Await.until("the connection is listed again", () -> isListed(a, open));
    }

    @Test
    void theSlotOfAGroupMovesWhileNodesWork() {
        GroupsNode a = node();
        moveWhileItWorks(a, node(), KEYS.group(GroupsNode.GROUPS.get(0)));
        assertThat(a.lost).as("the other groups were not disturbed").containsOnly(GroupsNode.GROUPS.get(0));
    }

    @Test
    @Tag("proof")
    void otherSlotsMoveWhileNodesWork() {
        GroupsNode a = node();
        GroupsNode b = node();
        moveWhileItWorks(a, b, KEYS.channel(a.ids.node()), KEYS.nodes(), KEYS.everybody());
        Await.until("a push to all arrives again", () -> {
            try {
                a.publish(new GroupKey("api-x", "*"), "to all");
            } catch (CompletionException e) {
                // The slot has just moved; a push is not repeated.
                assertThat(e).hasMessageContaining("MOVED");
            }
            return b.received.containsKey(new GroupKey("api-x", "*"));
        });
    }

    private void moveWhileItWorks(GroupsNode a, GroupsNode b, String... names) {
        a.awaitTogether(b);
        for (String name : names) {
            InstalledRedisServer from = redis.primaryOf(name);
            redis.move(
                    name,
                    redis.primaries().stream()
                            .filter(server -> server != from)
                            .findFirst()
                            .orElseThrow());
            a.awaitTogether(b);
            assertThat(a.isHeardBy(b, "after the move of " + name)).isTrue();
            assertThat(b.isHeardBy(a, "and back after the move of " + name)).isTrue();
        }
        assertThat(cleaned).isEmpty();
    }

    @Test
    void thePrimaryWithTheNodesIsReplacedWithoutHarm() {
        replaceWithoutHarm(node(), node(), KEYS.nodes());
    }

    @Test
    @Tag("proof")
    void otherPrimariesAreReplacedWithoutHarm() {
        GroupsNode a = node();
        GroupsNode b = node();
        replaceWithoutHarm(
                a, b, KEYS.open(b.ids.node()), KEYS.channel(a.ids.node()), KEYS.group(GroupsNode.GROUPS.get(0)));
    }

    private void replaceWithoutHarm(GroupsNode a, GroupsNode b, String... names) {
        a.awaitTogether(b);
        String open = b.ids.next();
        b.cluster.ledger().opened(open, "api-x");
        Await.until("the connection is listed", () -> isListed(b, open));
        for (String name : names) {
            InstalledRedisServer primary = redis.primaryOf(name);
            long start = System.nanoTime();
            primary.kill();
            Await.until("the death is noticed", () -> !a.lost.isEmpty() || !a.isReady());
            a.awaitTogether(b);
            LOG.info("failover: everything worked again after {} ms", (System.nanoTime() - start) / 1_000_000);
            Await.until("the list is complete", GroupsNode.FAILOVER, () -> isListed(b, open));
            assertThat(a.isHeardBy(b, "after the death of " + primary.port())).isTrue();
            redis.startAgain(primary);
            a.lost.clear();
        }
        assertThat(cleaned).isEmpty();
        leave(b);
        Await.until("a cleans up for b", GroupsNode.FAILOVER, () -> cleaned.contains(open));
    }

    /** A node whose own channel, where answers arrive, is not at this server. */
    private GroupsNode nodeElsewhere(RedisClusterProcesses servers, InstalledRedisServer than) {
        while (true) {
            GroupsNode node = node(servers.url("gateway:hunter2@"));
            if (servers.primaryOf(KEYS.channel(node.ids.node())) != than) {
                return node;
            }
            leave(node);
        }
    }

    @Test
    @Tag("proof")
    void withoutFullCoverageNodesOutliveThePrimaryOfOtherSlots(@TempDir Path folder) {
        try (RedisClusterProcesses partial =
                new RedisClusterProcesses(folder, 3, false, "--cluster-require-full-coverage", "no")) {
            partial.addUser("gateway", rights("spublish", "ssubscribe", "sunsubscribe"));
            InstalledRedisServer ofNodes = partial.primaryOf(KEYS.nodes());
            InstalledRedisServer killed = partial.servers().stream()
                    .filter(server -> server != ofNodes)
                    .findFirst()
                    .orElseThrow();
            GroupsNode a = nodeElsewhere(partial, killed);
            GroupsNode b = nodeElsewhere(partial, killed);
            a.awaitTogether(b);
            killed.kill();
            Await.until(
                    "the cluster notices", () -> ofNodes.ask("CLUSTER", "INFO").contains("cluster_slots_fail:546"));
            for (GroupsNode node : List.of(a, b, a, b)) {
                String lease = KEYS.lease(node.ids.node());
                String before = ofNodes.ask("GET", lease);
                Await.until(
                        "a lease is renewed", () -> !ofNodes.ask("GET", lease).equals(before));
            }
            Await.until("b is reached", () -> a.reaches(b) && b.isReady());
            partial.startAgain(killed);
            a.awaitTogether(b);
            assertThat(cleaned).isEmpty();
            leave(a);
            leave(b);
        }
    }

    @Test
    void unsuitableServersAndMissingPermissionsAreRefused(@TempDir Path folder) {
        try (RedisServerProcess single = new RedisServerProcess(folder)) {
            refuses(single.url().replace("redis:", "redis+cluster:"), "this is no Redis Cluster");
        }
        refuses(redis.url("gateway:wrong@"), "is wrong");
        for (String lacking : List.of("ssubscribe", "persist", "cluster|slots")) {
            redis.addUser("gateway", "-" + lacking);
            refuses(redis.url("gateway:hunter2@"), "may not do everything");
            redis.addUser("gateway", "+" + lacking);
        }
    }

    private void refuses(String url, String sentence) {
        assertThatThrownBy(() -> node(url))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }
}
