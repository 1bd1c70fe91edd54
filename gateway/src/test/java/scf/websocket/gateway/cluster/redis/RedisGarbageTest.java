package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** Unreadable data under the gateway's keys is skipped and counted, and does not stop the node. */
@Execution(ExecutionMode.CONCURRENT)
class RedisGarbageTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");

    @TempDir
    Path folder;

    private final GatewayMetrics metrics = new GatewayMetrics();
    private final Map<String, String> cleaned = new ConcurrentHashMap<>();
    private final AtomicInteger orders = new AtomicInteger();

    private final PushDispatcher local = (apiId, order, ids) -> {
        orders.incrementAndGet();
        if (apiId.equals("api-that-throws")) {
            throw new IllegalStateException("thrown by the test");
        }
        return CompletableFuture.completedStage(Collections.nCopies(ids.size(), DeliveryOutcome.DELIVERED));
    };

    private RedisCluster join(RedisServerProcess redis, ConnectionIds ids) {
        RedisCluster cluster = new RedisCluster(
                new RedisSettings(RedisUrl.parse(redis.url()), "scf-websocket:", Duration.ofSeconds(3)),
                ids,
                local,
                (id, apiId, settled) -> {
                    cleaned.put(id, apiId);
                    settled.run();
                },
                metrics,
                () -> {},
                System::nanoTime);
        cluster.start();
        return cluster;
    }

    @Test
    void unreadableDataDoesNotPreventTheCleanupForDeadNodes() {
        ConnectionIds listed = new ConnectionIds();
        ConnectionIds noList = new ConnectionIds();
        ConnectionIds wrongKeys = new ConnectionIds();
        String good = listed.next();
        String another = wrongKeys.next();
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            for (ConnectionIds dead : List.of(listed, noList, wrongKeys)) {
                redis.ask(r -> r.sadd(KEYS.nodes(), dead.node().toString()));
            }
            binary(redis, r -> {
                r.sadd(
                        bytes(KEYS.nodes()),
                        bytes(""),
                        bytes("node"),
                        bytes("123456789012345g"),
                        bytes("-123456789012345"));
                r.sadd(bytes(KEYS.nodes()), new byte[] {(byte) 0xFF, (byte) 0xC0, 0}, new byte[3_000_000]);
                byte[] list = bytes(KEYS.open(listed.node()));
                r.sadd(list, bytes(good + " api-x"), bytes(""), bytes(" "), bytes(good), bytes(good + " "));
                r.sadd(list, bytes("short api-x"), bytes(good + " " + "x".repeat(100_000)));
                r.sadd(list, new byte[] {(byte) 0xFF, ' ', (byte) 0xC0}, new byte[3_000_000]);
                r.set(bytes(KEYS.open(noList.node())), bytes("not a list"));
                r.sadd(bytes(KEYS.open(wrongKeys.node())), bytes(another + " api-x"));
                r.lpush(bytes(KEYS.lease(wrongKeys.node())), bytes("no lease"));
                r.lpush(bytes(KEYS.claim(wrongKeys.node())), bytes("no claim"));
                r.lpush(bytes(KEYS.over(wrongKeys.node())), bytes("nobody"));
                r.lpush(bytes(KEYS.epoch()), bytes("no epoch"));
            });
            try (RedisCluster node = join(redis, new ConnectionIds())) {
                Await.until("both connections are cleaned up", () -> cleaned.size() == 2);
                assertThat(cleaned).containsOnlyKeys(good, another);
                Await.until("the dead nodes are forgotten", () -> redis.ask(r -> r.scard(KEYS.nodes())) == 7);
                long left = redis.ask(r -> r.exists(KEYS.open(listed.node())));
                assertThat(left).isZero();
                redis.ask(r -> r.set(KEYS.nodes(), "no set of nodes"));
                Await.until(
                        "put aside", () -> redis.ask(r -> r.type(KEYS.nodes())).equals("set"));
                String strange = redis.ask(r -> r.get(KEYS.nodes() + ":strange"));
                assertThat(strange).isEqualTo("no set of nodes");
                assertThat(node.readiness().get(0).ready()).isTrue();
            }
        }
        assertThat(metrics.scrape())
                .contains("gateway_redis_unreadable_total{kind=\"connection\"} 8.0")
                .contains("gateway_redis_unreadable_total{kind=\"list\"} 1.0")
                .contains("gateway_redis_unreadable_total{kind=\"nodes\"} 1.0")
                .contains("gateway_redis_unreadable_total{kind=\"node\"} 6.0");
    }

    @Test
    void unreadableBusMessagesAreDroppedAndCounted() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisCluster node = join(redis, ids);
                RedisCluster other = join(redis, new ConnectionIds())) {
            byte[] channel = bytes(KEYS.channel(ids.node()));
            binary(redis, r -> {
                r.publish(channel, new byte[0]);
                r.publish(channel, new byte[] {1});
                r.publish(channel, new byte[] {1, 77});
                r.publish(channel, bytes("hello"));
                r.publish(channel, new byte[6_000_000]);
            });
            assertThat(push(other, ids.node(), "api-that-throws")).isEqualTo(DeliveryOutcome.INTERNAL_ERROR);
            assertThat(push(other, ids.node(), "api-x")).isEqualTo(DeliveryOutcome.DELIVERED);
            assertThat(orders).hasValue(2);
            assertThat(metrics.scrape()).contains("gateway_redis_unreadable_total{kind=\"message\"} 5.0");
            assertThat(node.readiness().get(0).ready()).isTrue();
        }
    }

    private static DeliveryOutcome push(RedisCluster from, NodeId to, String apiId) {
        return from.bus()
                .push(to, apiId, new PushOrder.Probe(), List.of("id"))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void binary(RedisServerProcess redis, Consumer<RedisCommands<byte[], byte[]>> commands) {
        RedisClient client = RedisClient.create(RedisURI.create(redis.url()));
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            commands.accept(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
