package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.testing.process.Await;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterTest {
    private static final String PREFIX = "scf-websocket:";
    private static final RedisKeys KEYS = new RedisKeys(PREFIX);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final AbandonedConnections NEVER = (id, apiId, settled) -> {};

    private final ExecutorService functions = Executors.newCachedThreadPool();
    private RedisProcess redis;

    @BeforeAll
    void start() {
        redis = new RedisProcess();
    }

    @AfterAll
    void stop() {
        redis.close();
        functions.shutdownNow();
    }

    private RedisSettings settings() {
        return new RedisSettings(RedisUrl.parse(redis.url()), PREFIX, LEASE);
    }

    private RedisCluster join(ConnectionIds ids, AbandonedConnections abandoned) {
        return TestNodes.join(settings(), ids, abandoned);
    }

    @Test
    void anotherNodeContinuesAnInterruptedTakeover() {
        NodeId dead = writeDeadNode(1_500);
        Map<String, String> cleaned = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();
        Set<String> started = Collections.synchronizedSet(new HashSet<>());
        RedisCluster first = join(new ConnectionIds(), (id, apiId, settled) -> {
            started.add(id);
            if (started.size() <= 100) {
                cleaned.put(id, apiId);
                functions.execute(settled);
            }
        });
        Await.until("the first node has begun 612 cleanups", () -> started.size() == 612);
        Await.until("the settled connections leave the list", () -> redis.ask(r -> r.scard(KEYS.open(dead))) == 1_400);
        first.close();
        RedisCluster second = join(new ConnectionIds(), (id, apiId, settled) -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            cleaned.put(id, apiId);
            functions.execute(() -> {
                running.decrementAndGet();
                settled.run();
            });
        });
        try (second) {
            Await.until("the second node has finished", () -> cleaned.size() == 1_500);
            Await.until(
                    "the node is forgotten",
                    () -> redis.ask(r -> !r.sismember(KEYS.nodes(), dead.toString())
                            && r.exists(KEYS.open(dead), KEYS.claim(dead)) == 0));
            assertThat(cleaned.values()).containsOnly("api-x");
            assertThat(mostRunning.get()).as("bounded").isLessThanOrEqualTo(512);
            assertThat(second.claimForJournal(dead))
                    .as("the journal of the dead node comes too late")
                    .isFalse();
        }
    }

    @Test
    void aJournalThatClaimsItsNodePreventsATakeover() {
        NodeId earlier = writeDeadNode(3);
        try (RedisCluster restarted = join(new ConnectionIds(), NEVER)) {
            assertThat(restarted.claimForJournal(earlier)).isTrue();
            assertThat(restarted.claimForJournal(earlier))
                    .as("claimed again after a crash during the replay")
                    .isTrue();
            long left = redis.ask(r -> r.exists(KEYS.open(earlier)));
            assertThat(left).isZero();
            boolean known = redis.ask(r -> r.sismember(KEYS.nodes(), earlier.toString()));
            assertThat(known).isFalse();
        }
    }

    @Test
    void anUnresponsiveNodeIsATimeoutAndNotGone() {
        NodeId unresponsive = new NodeId(42);
        try (RedisCluster cluster = join(new ConnectionIds(), NEVER)) {
            redis.listen(
                    KEYS.channel(unresponsive),
                    () -> assertThat(cluster.bus()
                                    .push(unresponsive, "api-x", new PushOrder.Probe(), List.of("a", "b"))
                                    .toCompletableFuture()
                                    .join())
                            .containsExactly(DeliveryOutcome.NODE_TIMEOUT, DeliveryOutcome.NODE_TIMEOUT));
        }
    }

    @Test
    void aBrokenSubscriptionRecovers() {
        ConnectionIds idsOfB = new ConnectionIds();
        try (RedisCluster a = join(new ConnectionIds(), NEVER);
                RedisCluster b = join(idsOfB, NEVER)) {
            assertThat(pushed(a, idsOfB.node())).isEqualTo(DeliveryOutcome.DELIVERED);
            redis.cutSubscriptions();
            Await.until("pushes are delivered again", () -> pushed(a, idsOfB.node()) == DeliveryOutcome.DELIVERED);
            Await.until(
                    "ready again",
                    () -> a.readiness().get(0).ready() && b.readiness().get(0).ready());
        }
    }

    private static DeliveryOutcome pushed(RedisCluster from, NodeId to) {
        return from.bus()
                .push(to, "api-x", new PushOrder.Probe(), List.of("a"))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    /** Writes the keys of a killed node whose lease has lapsed. */
    private NodeId writeDeadNode(int connections) {
        ConnectionIds ids = new ConnectionIds();
        String[] members = new String[connections];
        for (int i = 0; i < connections; i++) {
            members[i] = ids.next() + " api-x";
        }
        redis.ask(r -> r.sadd(KEYS.open(ids.node()), members));
        redis.ask(r -> r.sadd(KEYS.nodes(), ids.node().toString()));
        return ids.node();
    }
}
