package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
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
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    /** Groups whose channels are at different servers, most likely. */
    private static final List<GroupKey> GROUPS = List.of(
            new GroupKey("api-x", "a"),
            new GroupKey("api-x", "b"),
            new GroupKey("api-x", "c"),
            new GroupKey("api-x", "d"),
            new GroupKey("api-x", "e"),
            new GroupKey("api-x", "f"));

    private static RedisClusterProcesses redis;

    private final List<String> cleaned = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void startRedis(@TempDir Path folder) {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        redis = new RedisClusterProcesses(folder);
        redis.addUser("gateway", rights());
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void leave() {
        nodes.forEach(node -> node.cluster.close());
    }

    private void leave(Node node) {
        nodes.remove(node);
        node.cluster.close();
    }

    /** The permissions from {@code docs/operate.md}. */
    static String[] rights() {
        return ("on >hunter2 resetchannels ~scf-websocket:* &scf-websocket:* -@all +ping +info +eval +sadd +srem +scard"
                        + " +smembers +sismember +sscan +zadd +zincrby +zrem +zcard +zscore +zrangebyscore"
                        + " +rename +del +set +get +exists +pexpire +persist +spublish"
                        + " +ssubscribe +sunsubscribe +cluster|slots")
                .split(" ", -1);
    }

    /** A node that listens to all groups. */
    private final class Node implements GroupBus.Listener {
        final ConnectionIds ids = new ConnectionIds();
        final RedisCluster cluster;
        final Set<GroupKey> live = ConcurrentHashMap.newKeySet();
        final List<GroupKey> lost = new CopyOnWriteArrayList<>();
        final Map<GroupKey, List<String>> received = new ConcurrentHashMap<>();

        Node(String url) {
            cluster = new RedisCluster(
                    new RedisSettings(RedisUrl.parse(url), PREFIX, LEASE),
                    ids,
                    (apiId, order, list) -> CompletableFuture.completedStage(
                            Collections.nCopies(list.size(), DeliveryOutcome.DELIVERED)),
                    (id, apiId, settled) -> {
                        cleaned.add(id);
                        settled.run();
                    },
                    new GatewayMetrics(),
                    () -> cleaned.add("declared dead"),
                    System::nanoTime);
            nodes.add(this);
            bus().listen(GroupBus.PUSH, this);
            cluster.start();
            GROUPS.forEach(bus()::subscribe);
            Await.until("the groups are subscribed", this::isListening);
        }

        Node() {
            this(redis.url("gateway:hunter2@"));
        }

        GroupBus bus() {
            return cluster.groupBus().orElseThrow();
        }

        boolean isListening() {
            return live.equals(Set.copyOf(GROUPS));
        }

        boolean isReady() {
            return cluster.readiness().get(0).ready();
        }

        DeliveryOutcome push(NodeId to) {
            return cluster.bus()
                    .push(to, "api-x", new PushOrder.Probe(), List.of("a"))
                    .toCompletableFuture()
                    .join()
                    .get(0);
        }

        boolean reaches(Node other) {
            return push(other.ids.node()) == DeliveryOutcome.DELIVERED;
        }

        void publish(GroupKey group, String message) {
            bus().publish(group, GroupBus.PUSH, message.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .join();
        }

        @Override
        public void received(GroupKey group, byte[] message) {
            received.computeIfAbsent(group, any -> new CopyOnWriteArrayList<>())
                    .add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void subscribed(GroupKey group) {
            live.add(group);
        }

        @Override
        public void lost(GroupKey group) {
            live.remove(group);
            lost.add(group);
        }
    }

    private static void awaitTogether(Node a, Node b) {
        Await.until("the nodes reach each other", FAILOVER, () -> a.reaches(b) && b.reaches(a));
        Await.until("both listen to all groups", FAILOVER, () -> a.isListening() && b.isListening());
        Await.until("both are ready", FAILOVER, () -> a.isReady() && b.isReady());
    }

    private static boolean hears(Node a, Node b, String message) {
        GROUPS.forEach(group -> a.publish(group, message));
        Await.until(
                "messages arrive",
                () -> GROUPS.stream()
                        .allMatch(group ->
                                b.received.getOrDefault(group, List.of()).contains(message)));
        return GROUPS.stream().allMatch(group -> Collections.frequency(b.received.get(group), message) == 1);
    }

    private static boolean isListed(Node node, String connectionId) {
        String key = KEYS.open(node.ids.node());
        return redis.primaryOf(key).ask("SMEMBERS", key).contains(connectionId + " api-x");
    }

    @Test
    void pushesGroupsAndTakeoversWork() throws Exception {
        Node a = new Node();
        Node b = new Node();
        awaitTogether(a, b);
        assertThat(hears(a, b, "hello")).isTrue();
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
        Node a = new Node();
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
        Node a = new Node();
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
        Node a = new Node();
        String open = a.ids.next();
        a.cluster.ledger().opened(open, "api-x");
        Await.until("the connection is listed", () -> isListed(a, open));
        NodeId node = a.ids.node();
        redis.primaryOf(KEYS.open(node)).ask("DEL", KEYS.open(node), KEYS.whole(node));
        Await.until("the connection is listed again", () -> isListed(a, open));
    }

    @Test
    void theSlotOfAGroupMovesWhileNodesWork() {
        Node a = new Node();
        moveWhileItWorks(a, new Node(), KEYS.group(GROUPS.get(0)));
        assertThat(a.lost).as("the other groups were not disturbed").containsOnly(GROUPS.get(0));
    }

    @Test
    @Tag("proof")
    void otherSlotsMoveWhileNodesWork() {
        Node a = new Node();
        Node b = new Node();
        moveWhileItWorks(a, b, KEYS.channel(a.ids.node()), KEYS.nodes(), KEYS.everybody());
        Await.until("a push to all arrives again", () -> {
            a.publish(new GroupKey("api-x", "*"), "to all");
            return b.received.containsKey(new GroupKey("api-x", "*"));
        });
    }

    private void moveWhileItWorks(Node a, Node b, String... names) {
        awaitTogether(a, b);
        for (String name : names) {
            InstalledRedisServer from = redis.primaryOf(name);
            redis.move(
                    name,
                    redis.primaries().stream()
                            .filter(server -> server != from)
                            .findFirst()
                            .orElseThrow());
            awaitTogether(a, b);
            assertThat(hears(a, b, "after the move of " + name)).isTrue();
            assertThat(hears(b, a, "and back after the move of " + name)).isTrue();
        }
        assertThat(cleaned).isEmpty();
    }

    @Test
    void thePrimaryWithTheNodesIsReplacedWithoutHarm() {
        replaceWithoutHarm(new Node(), new Node(), KEYS.nodes());
    }

    @Test
    @Tag("proof")
    void otherPrimariesAreReplacedWithoutHarm() {
        Node a = new Node();
        Node b = new Node();
        replaceWithoutHarm(a, b, KEYS.open(b.ids.node()), KEYS.channel(a.ids.node()), KEYS.group(GROUPS.get(0)));
    }

    private void replaceWithoutHarm(Node a, Node b, String... names) {
        awaitTogether(a, b);
        String open = b.ids.next();
        b.cluster.ledger().opened(open, "api-x");
        Await.until("the connection is listed", () -> isListed(b, open));
        for (String name : names) {
            InstalledRedisServer primary = redis.primaryOf(name);
            long start = System.nanoTime();
            primary.kill();
            Await.until("the death is noticed", () -> !a.lost.isEmpty() || !a.isReady());
            awaitTogether(a, b);
            LOG.info("failover: everything worked again after {} ms", (System.nanoTime() - start) / 1_000_000);
            Await.until("the list is complete", FAILOVER, () -> isListed(b, open));
            assertThat(hears(a, b, "after the death of " + primary.port())).isTrue();
            redis.startAgain(primary);
            a.lost.clear();
        }
        assertThat(cleaned).isEmpty();
        leave(b);
        Await.until("a cleans up for b", FAILOVER, () -> cleaned.contains(open));
    }

    @Test
    void unsuitableServersAndMissingPermissionsAreRefused(@TempDir Path folder) {
        try (RedisServerProcess single = new RedisServerProcess(folder)) {
            refuses(single.url().replace("redis:", "redis+cluster:"), "this is no Redis Cluster");
        }
        try (RedisServerProcess old = new RedisServerProcess(folder, "--cluster-enabled", "yes")) {
            refuses(old.url().replace("redis:", "redis+cluster:"), "needs one of version 7 or newer");
        }
        refuses(redis.url("gateway:wrong@"), "is wrong");
        for (String lacking : List.of("ssubscribe", "persist", "cluster|slots")) {
            redis.addUser("gateway", "-" + lacking);
            refuses(redis.url("gateway:hunter2@"), "may not do everything");
            redis.addUser("gateway", "+" + lacking);
        }
    }

    private void refuses(String url, String sentence) {
        assertThatThrownBy(() -> new Node(url))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }
}
