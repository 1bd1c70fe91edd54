package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.RedisServerProcess;

/** Connections that a node hands over because it lacks their API, and how long they wait for a node that has it. */
class RedisHandOverTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final NodeId X = new NodeId(7);
    private static final NodeId EARLIER = new NodeId(9);
    private static final long WEEK = Duration.ofDays(7).toSeconds();
    private static final String A = "AAAAAAAAAAcAAAAAAAAAAAAAAAAAAAAA";
    private static final String B = "AAAAAAAAAAcAAAAAAAAAAAAAAAAAAAAB";

    private static RedisServerProcess redis;
    private RedisLink link;
    private RedisNodes nodes;
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final AtomicLong clock = new AtomicLong(1_000_000_000);
    private final List<String> cleaned = new CopyOnWriteArrayList<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void startRedis(@TempDir Path folder) {
        redis = new RedisServerProcess(folder);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        link = TestLinks.connected(redis);
        link.ask("", r -> r.flushall());
        nodes = new RedisNodes(link, Duration.ofSeconds(3), new UnreadableData(metrics));
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void handOver(List<String> members) {
        nodes.handOver(X, Set.of(EARLIER), members, clock.get())
                .toCompletableFuture()
                .join();
    }

    /** The takeovers of a new node that has only this API. */
    private RedisTakeovers node(String known) {
        ConnectionIds ids = new ConnectionIds();
        return new RedisTakeovers(
                link,
                new RedisNeighbors(
                        nodes,
                        new OwnRenewals(System::nanoTime),
                        new LeaseHistory(Duration.ofSeconds(3), System::nanoTime),
                        ids,
                        System::nanoTime),
                nodes,
                ids,
                new AbandonedConnections() {
                    @Override
                    public void cleanUp(String connectionId, String apiId, Runnable settled) {
                        cleaned.add(connectionId);
                        settled.run();
                    }

                    @Override
                    public boolean knows(String apiId) {
                        return apiId.equals(known);
                    }

                    @Override
                    public boolean hasWaitExpired(long since) {
                        return clock.get() - since >= WEEK;
                    }

                    @Override
                    public long epochSecond() {
                        return clock.get();
                    }

                    @Override
                    public void giveUp(String connectionId, String apiId, Runnable settled) {
                        if (failing.remove(connectionId)) {
                            throw new StackOverflowError(connectionId);
                        }
                        letters.add(connectionId + " " + apiId);
                        settled.run();
                    }
                },
                metrics,
                new UnreadableData(metrics),
                System::nanoTime);
    }

    private void runSteps(String known, int count) {
        RedisTakeovers takeovers = node(known);
        for (int i = 0; i < count; i++) {
            takeovers.step(true, Runnable::run);
        }
    }

    private Set<String> listed() {
        return link.ask("", r -> r.smembers(KEYS.open(X)));
    }

    private boolean isForgotten() {
        return link.ask("", r -> r.keys("*")).stream()
                        .noneMatch(key -> key.endsWith(X.toString()) && !key.contains("over:"))
                && !link.ask("", r -> r.sismember(KEYS.nodes(), X.toString()));
    }

    @Test
    void theNodeThatHasTheApiCleansUpOnceHoweverOftenConnectionsAreHandedOver() {
        handOver(List.of(A + " api-a", B + " api-b"));
        handOver(List.of(A + " api-a", B + " api-b"));
        runSteps("api-a", 3);
        assertThat(listed()).containsExactly(B + " api-b");
        handOver(List.of(A + " api-a", B + " api-b"));
        runSteps("api-b", 3);
        assertThat(isForgotten()).isTrue();
        handOver(List.of(A + " api-a", B + " api-b"));
        assertThat(isForgotten()).isTrue();
        assertThat(cleaned).containsExactly(A, B);
        assertThat(letters).isEmpty();
    }

    @Test
    void aCloseForAHandedOverConnectionReachesTheNodeThatCleansUp() {
        NodeId replaying = new NodeId(10);
        nodes.retire(EARLIER, replaying);
        handOver(List.of(A + " api-a"));
        assertThat(successors()).containsExactly(replaying);
        ConnectionIds ids = new ConnectionIds();
        nodes.claim(X, ids.node(), new Observation.Sighting(X.toString(), "", true, "", ""));
        assertThat(successors()).containsExactly(replaying, ids.node());
        link.ask("", r -> r.set(KEYS.handed(EARLIER), "no set"));
        assertThat(successors()).containsExactly(replaying);
    }

    private List<NodeId> successors() {
        return nodes.successors(EARLIER).toCompletableFuture().join();
    }

    @Test
    void thousandsAreHandedOverInOneStep() {
        ConnectionIds ids = new ConnectionIds();
        List<String> members =
                IntStream.range(0, 12_345).mapToObj(i -> ids.next() + " api-x").toList();
        handOver(members);
        assertThat(listed()).hasSize(12_345);
        assertThat(NodeId.standingFor(members)).isEqualTo(NodeId.standingFor(new ArrayList<>(Set.copyOf(members))));
        assertThat(NodeId.standingFor(members)).isNotEqualTo(NodeId.standingFor(members.subList(1, 12_345)));
    }

    @Test
    void aConnectionWithoutAnApiBecomesOneDeadLetterAfterTheConfiguredTime() {
        handOver(List.of(A + " api-lost", "?" + A + "|api-lost", B + " api-b"));
        runSteps("api-a", 2);
        clock.addAndGet(WEEK - 1);
        runSteps("api-c", 2);
        assertThat(letters).isEmpty();
        assertThat(listed()).hasSize(3);

        clock.addAndGet(1);
        runSteps("api-b", 3);
        runSteps("api-a", 3);

        assertThat(cleaned).containsExactly(B);
        assertThat(letters).as("one dead letter for a connection listed twice").containsExactly(A + " api-lost");
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void keepsAConnectionThatCannotBeGivenUpAndTriesAgain() {
        handOver(List.of(A + " api-lost", "?" + A + "|api-lost"));
        clock.addAndGet(WEEK);
        failing.add(A);
        RedisTakeovers takeovers = node("api-a");
        assertThatThrownBy(() -> takeovers.step(true, Runnable::run)).isInstanceOf(StackOverflowError.class);
        assertThat(listed()).isNotEmpty();
        for (int i = 0; i < 4; i++) {
            takeovers.step(true, Runnable::run);
        }
        assertThat(letters).containsExactly(A + " api-lost");
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void anInvalidTimeCountsAsNoWait() {
        handOver(List.of(A + " api-lost"));
        link.ask("", r -> r.set(KEYS.waiting(X), "yesterday"));
        clock.addAndGet(2 * WEEK);
        runSteps("api-a", 2);
        assertThat(letters).isEmpty();
        assertThat(listed()).hasSize(1);
    }

    @Test
    void aNodeWithoutPeersOfItsVersionHandsOverNothing() {
        RedisTakeovers takeovers = node("api-a");
        takeovers.step(false, Runnable::run);
        assertThat(takeovers.hasOthers()).isFalse();
        nodes.renew(X);
        takeovers.step(false, Runnable::run);
        assertThat(takeovers.hasOthers()).isTrue();
        NodeId old = new NodeId(8);
        link.ask("", r -> r.sadd(KEYS.nodes(), old.toString()));
        link.ask("", r -> r.set(KEYS.lease(old), RedisRenewalScripts.LEASE_OF_01));
        takeovers.step(false, Runnable::run);
        assertThat(takeovers.hasOthers()).isFalse();
    }
}
