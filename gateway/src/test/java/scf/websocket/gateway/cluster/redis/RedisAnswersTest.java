package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** Outcomes of a push to another node: "not delivered", "uncertain" and "gone" are never confused. */
@Execution(ExecutionMode.CONCURRENT)
class RedisAnswersTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final PushOrder HELLO = new PushOrder.Send(OutboundFrame.text("hello"));

    /** The default of {@code PUSH_TIMEOUT_MILLIS} of the functions. */
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final AtomicInteger arrived = new AtomicInteger();

    private RedisCluster join(RedisServerProcess redis, ConnectionIds ids) {
        RedisCluster cluster = new RedisCluster(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", Duration.ofSeconds(3)),
                ids,
                (apiId, order, list) -> {
                    arrived.incrementAndGet();
                    return CompletableFuture.completedStage(
                            Collections.nCopies(list.size(), DeliveryOutcome.DELIVERED));
                },
                (id, apiId, settled) -> settled.run(),
                new GatewayMetrics(),
                () -> {},
                System::nanoTime);
        cluster.start();
        return cluster;
    }

    private static CompletionStage<List<DeliveryOutcome>> push(RedisCluster from, NodeId to, PushOrder order) {
        return from.bus().push(to, "api-x", order, List.of("id"));
    }

    private static DeliveryOutcome outcome(CompletionStage<List<DeliveryOutcome>> pushed) {
        return pushed.toCompletableFuture().join().get(0);
    }

    @Test
    void whileRedisHangsNoPushIsBothUnreachableAndDelivered() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisCluster a = join(redis, new ConnectionIds());
                RedisCluster b = join(redis, ids)) {
            assertThat(outcome(push(a, ids.node(), HELLO))).isEqualTo(DeliveryOutcome.DELIVERED);
            redis.freeze();
            long start = System.nanoTime();
            List<DeliveryOutcome> outcomes =
                    Stream.generate(() -> push(a, ids.node(), HELLO)).limit(50).toList().stream()
                            .map(RedisAnswersTest::outcome)
                            .toList();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("outcomes arrive before the function times out")
                    .isLessThan(FUNCTION_TIMEOUT);
            redis.thaw();
            assertThat(outcomes).as("the pushes may still arrive").containsOnly(DeliveryOutcome.NODE_TIMEOUT);
            Await.until("pushes arrive late", () -> arrived.get() > 1);
            Await.until(
                    "both nodes are ready again",
                    () -> a.readiness().get(0).ready() && b.readiness().get(0).ready());
        }
    }

    @Test
    void aNodeThatWasTakenOverIsGoneEvenIfItStillListens() {
        NodeId frozen = new NodeId(42);
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisCluster a = join(redis, new ConnectionIds())) {
            redis.listen(KEYS.channel(frozen), messages -> {
                assertThat(outcome(push(a, frozen, HELLO)))
                        .as("not yet taken over")
                        .isEqualTo(DeliveryOutcome.NODE_TIMEOUT);
                redis.ask(r -> r.set(KEYS.over(frozen), "another node"));
                long start = System.nanoTime();
                assertThat(outcome(push(a, frozen, HELLO))).isEqualTo(DeliveryOutcome.GONE);
                assertThat(outcome(push(a, frozen, new PushOrder.Probe()))).isEqualTo(DeliveryOutcome.GONE);
                assertThat(outcome(push(a, frozen, new PushOrder.Close(1000, ""))))
                        .isEqualTo(DeliveryOutcome.GONE);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RedisNodeBus.TIMEOUT);
                assertThat(messages).as("only the first push was published").hasValue(1);
            });
        }
    }

    @Test
    void nothingIsDeliveredWithoutAConnectionToRedis() {
        ConnectionIds ids = new ConnectionIds();
        RedisServerProcess redis = new RedisServerProcess(folder);
        try (RedisCluster a = join(redis, ids)) {
            redis.close();
            Await.until(
                    "the node notices the lost connection",
                    () -> !a.readiness().get(0).ready());
            assertThat(outcome(push(a, new NodeId(42), HELLO))).isEqualTo(DeliveryOutcome.NODE_UNREACHABLE);
        }
    }
}
