package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** A connection leaves the list of a dead node only after a cleanup, or as a dead letter. */
@Execution(ExecutionMode.CONCURRENT)
class RedisLeftoversTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final NodeId DEAD = new NodeId(7);
    private static final String A = "AAAAAAAAAAcAAAAAAAAAAAAAAAAAAAAA";
    private static final String B = "AAAAAAAAAAcAAAAAAAAAAAAAAAAAAAAB";

    @TempDir
    Path folder;

    private RedisServerProcess redis;
    private final Set<String> cleaned = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final List<Runnable> late = new CopyOnWriteArrayList<>();
    private final GatewayMetrics metrics = new GatewayMetrics();

    @BeforeEach
    void start() {
        redis = new RedisServerProcess(folder);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private void failOnce(String method) {
        if (failing.remove(method)) {
            throw new StackOverflowError(method);
        }
    }

    private RedisCluster join(ConnectionIds ids, String apiId) {
        AbandonedConnections connections = new AbandonedConnections() {
            @Override
            public void cleanUp(String connectionId, String api, Runnable settled) {
                failOnce("cleanUp");
                cleaned.add(connectionId + " by " + apiId);
                settled.run();
            }

            @Override
            public void cleanUpLate(String connectionId, String api, Runnable settled) {
                late.add(() -> cleanUp(connectionId, api, settled));
            }

            @Override
            public boolean knows(String api) {
                failOnce("knows");
                return api.equals(apiId);
            }
        };
        RedisCluster cluster = new RedisCluster(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", Duration.ofSeconds(3)),
                ids,
                (api, order, list) -> CompletableFuture.completedStage(List.of()),
                connections,
                metrics,
                () -> {},
                System::nanoTime);
        cluster.start();
        return cluster;
    }

    private void leaveOpen(String... members) {
        redis.ask(r -> r.sadd(KEYS.open(DEAD), members));
        redis.ask(r -> r.sadd(KEYS.nodes(), DEAD.toString()));
    }

    private Set<String> left() {
        return redis.ask(r -> r.smembers(KEYS.open(DEAD)));
    }

    @Test
    void leavesConnectionsToTheNodeThatHasTheirApi() {
        leaveOpen(A + " api-a", B + " api-b");
        try (RedisCluster one = join(new ConnectionIds(), "api-a")) {
            Await.until("the node cleans up its own API's connection", () -> cleaned.contains(A + " by api-a"));
            Await.until(
                    "the node releases its claim",
                    () -> redis.ask(r -> r.exists(KEYS.claim(DEAD))) == 0 && left().size() == 1);
            assertThat(left()).containsExactly(B + " api-b");
            Await.until(
                    "the metric counts the unknown API",
                    () -> metrics.scrape().contains("gateway_takeovers_unknown_api 1.0"));
            try (RedisCluster other = join(new ConnectionIds(), "api-b")) {
                Await.until("the other node cleans up", () -> cleaned.contains(B + " by api-b"));
                Await.until(
                        "the dead node is forgotten",
                        () -> !redis.ask(r -> r.sismember(KEYS.nodes(), DEAD.toString())));
                Await.until(
                        "the metric returns to zero",
                        () -> metrics.scrape().contains("gateway_takeovers_unknown_api 0.0"));
                assertThat(one.ledger()).isNotSameAs(other.ledger());
            }
        }
        assertThat(cleaned).hasSize(2);
    }

    @Test
    void repeatsTheCleanupOfAConnectionWhoseFunctionWasRunning() {
        leaveOpen(A + " api-a", new RunningMember(A, "api-a").toString());
        try (RedisCluster one = join(new ConnectionIds(), "api-a")) {
            Await.until("the first cleanup runs", () -> cleaned.remove(A + " by api-a"));
            Await.until(
                    "the second cleanup waits", () -> late.size() == 1 && left().equals(Set.of("?" + A + "|api-a")));
            assertThat(one.readiness().get(0).ready()).isTrue();
            late.get(0).run();
            Await.until(
                    "the dead node is forgotten", () -> !redis.ask(r -> r.sismember(KEYS.nodes(), DEAD.toString())));
            assertThat(cleaned).containsExactly(A + " by api-a");
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void theListMarksConnectionsWhoseFunctionIsRunning() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisCluster node = join(ids, "api-a")) {
            String key = KEYS.open(ids.node());
            node.ledger().opened("one", "api-a");
            node.ledger().running("one", "api-a");
            node.ledger().opened("two", "api-a");
            node.ledger().running("two", "api-a");
            node.ledger().returned("two");
            Await.until(
                    "listed",
                    () -> redis.ask(r -> r.smembers(key)).equals(Set.of("one api-a", "?one|api-a", "two api-a")));
            node.ledger().closed("one");
            node.ledger().closed("two");
            Await.until(
                    "the list is empty", () -> redis.ask(r -> r.smembers(key)).isEmpty());
        }
    }

    @Test
    void anErrorDuringATakeoverEndsNeitherTheTakeoverNorTheMembership() {
        leaveOpen(A + " api-a");
        failing.addAll(Set.of("knows", "cleanUp"));
        try (RedisCluster one = join(new ConnectionIds(), "api-a")) {
            Await.until("the connection is cleaned up", () -> cleaned.contains(A + " by api-a"));
            Await.until(
                    "the dead node is forgotten", () -> !redis.ask(r -> r.sismember(KEYS.nodes(), DEAD.toString())));
            assertThat(failing).isEmpty();
            assertThat(one.threads().get("cluster-membership").getAsBoolean()).isTrue();
        }
    }

    @Test
    void deadLettersAreSharedByAllNodes() throws IOException {
        DeadLetter letter = new DeadLetter("id", "api-a", "idle", "age", 1, 3);
        try (RedisCluster one = join(new ConnectionIds(), "api-a");
                RedisCluster other = join(new ConnectionIds(), "api-a")) {
            DeadLetterStore letters = one.deadLetters().orElseThrow();
            letters.change(List.of(letter), List.of());
            redis.ask(r -> r.sadd(KEYS.deadLetters(), "not a letter"));
            assertThat(other.deadLetters().orElseThrow().read()).containsExactly(letter);
            other.deadLetters().orElseThrow().change(List.of(), List.of(letter));
            assertThat(letters.read()).isEmpty();
        }
    }
}
