package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.NotConnectedException;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.TcpProxy;
import scf.websocket.testing.process.Await;

/** How a node reacts to network failures, and recovers. */
class RedisNetworkTest {
    private static final String PREFIX = "scf-websocket:";
    private static final RedisKeys KEYS = new RedisKeys(PREFIX);

    /** Detection (2 s), a pause (at most 1 s) and connecting, on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final GatewayMetrics metrics = new GatewayMetrics();

    private RedisCluster join(int port, String prefix, Duration lease, ConnectionIds ids) {
        RedisCluster cluster = TestNodes.create(
                new RedisSettings(RedisUrl.parse("redis://127.0.0.1:" + port), prefix, lease),
                ids,
                (id, apiId, settled) -> settled.run(),
                metrics,
                () -> {});
        cluster.start();
        return cluster;
    }

    private static boolean hasLease(RedisServerProcess redis, ConnectionIds ids) {
        return redis.ask(r -> r.exists(KEYS.lease(ids.node()))) == 1;
    }

    @Test
    void aBlackHoledConnectionIsReplaced() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                TcpProxy proxy = new TcpProxy(redis.port());
                RedisCluster node = join(proxy.port(), PREFIX, Duration.ofSeconds(3), ids)) {
            assertThat(metrics.scrape()).contains("gateway_redis_reconnects_total 0.0");
            proxy.dropData();
            Await.until(
                    "the node notices", BOUND, () -> !node.readiness().get(0).ready());
            Await.until(
                    "the node is ready over new connections",
                    BOUND,
                    () -> node.readiness().get(0).ready() && hasLease(redis, ids));
            Await.until("only the new connections are open", () -> proxy.open() == 3);
            assertThat(metrics.scrape()).contains("gateway_redis_reconnects_total 1.0");
        }
    }

    @Test
    void aDemotedPrimaryIsLeftForTheNewOne() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess old = new RedisServerProcess(folder);
                RedisServerProcess next = new RedisServerProcess(folder);
                TcpProxy name = new TcpProxy(old.port());
                RedisCluster node = join(name.port(), PREFIX, Duration.ofSeconds(3), ids)) {
            name.redirect(next.port());
            old.ask(r -> r.replicaof("127.0.0.1", next.port()));
            Await.until("the new primary has the lease", BOUND, () -> hasLease(next, ids));
            Await.until(
                    "the node is ready", BOUND, () -> node.readiness().get(0).ready());
        }
    }

    @Test
    void aLostConnectionIsReplacedWithinASecondHoweverLongTheLeaseIs() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisCluster node = join(redis.port(), PREFIX, Duration.ofMinutes(5), ids)) {
            redis.ask(r -> r.clientKill(KillArgs.Builder.typePubsub()));
            Await.until("the node is subscribed again", BOUND, () -> pushed(node, ids) == DeliveryOutcome.DELIVERED);
        }
    }

    @Test
    void aNodeThatLeavesWhileRedisIsSlowSaysSoNevertheless() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            try (RedisCluster node = join(redis.port(), PREFIX, Duration.ofSeconds(3), ids)) {
                redis.ask(r -> r.clientPause(1900));
                Await.until("a renewal waits", () -> !node.readiness().get(0).ready());
            }
            assertThat(hasLease(redis, ids)).isFalse();
        }
    }

    private static DeliveryOutcome pushed(RedisCluster node, ConnectionIds ids) {
        return node.bus()
                .push(ids.node(), "api-x", new PushOrder.Probe(), List.of("a"))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    @Test
    void attemptsThatFailHalfwayLeaveNoConnectionBehind() {
        ConnectionIds ids = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                TcpProxy proxy = new TcpProxy(redis.port());
                RedisCluster node = join(proxy.port(), PREFIX, Duration.ofSeconds(3), ids)) {
            proxy.limitConnections(2);
            proxy.dropData();
            int before = proxy.accepted();
            Await.until("the node has tried several times", BOUND, () -> proxy.accepted() > before + 9);
            assertThat(proxy.open()).isLessThanOrEqualTo(3);
            proxy.limitConnections(3);
            Await.until(
                    "the node is ready again",
                    BOUND,
                    () -> node.readiness().get(0).ready());
            Await.until("three connections are open", () -> proxy.open() == 3);
        }
    }

    @Test
    void commandsFailAtOnceWhileRedisIsAwayAndAreNotSentLater() {
        List<String> received = new CopyOnWriteArrayList<>();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                TcpProxy proxy = new TcpProxy(redis.port());
                RedisLink link = new RedisLink(
                        new RedisSettings(
                                RedisUrl.parse("redis://127.0.0.1:" + proxy.port()), PREFIX, Duration.ofSeconds(3)),
                        message -> received.add(new String(message, StandardCharsets.US_ASCII)),
                        () -> {})) {
            link.connect();
            redis.ask(r -> r.clientKill(KillArgs.Builder.typeNormal()));
            Await.until("the connection is lost", () -> !link.isConnected());
            long start = System.nanoTime();
            assertThatThrownBy(() -> publish(link, "late")).isInstanceOf(NotConnectedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(link.connect()).as("connects again").isTrue();
            link.subscribe(PREFIX + "x");
            publish(link, "in time");
            Await.until("the message arrives", () -> !received.isEmpty());
            assertThat(received).containsExactly("in time");
        }
    }

    private static void publish(RedisLink link, String text) {
        link.publish(PREFIX + "x", text.getBytes(StandardCharsets.US_ASCII))
                .toCompletableFuture()
                .join();
    }

    @Test
    void environmentsWithDifferentPrefixesAreIsolated() {
        ConnectionIds ofOne = new ConnectionIds();
        ConnectionIds ofOther = new ConnectionIds();
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            try (RedisCluster one = join(redis.port(), "one:", Duration.ofSeconds(3), ofOne);
                    RedisCluster other = join(redis.port(), "one:other/", Duration.ofSeconds(3), ofOther)) {
                one.ledger().opened(ofOne.next(), "api-x");
                other.ledger().opened(ofOther.next(), "api-x");
                assertThat(one.bus()
                                .push(ofOther.node(), "api-x", new PushOrder.Probe(), List.of("a"))
                                .toCompletableFuture()
                                .join())
                        .containsExactly(DeliveryOutcome.NODE_UNREACHABLE);
                assertThat(pushed(other, ofOther)).isEqualTo(DeliveryOutcome.DELIVERED);
                Set<String> nodes = redis.ask(r -> r.smembers("one:nodes"));
                assertThat(nodes).containsExactly(ofOne.node().toString());
                Set<String> others = redis.ask(r -> r.smembers("one:other/nodes"));
                assertThat(others).containsExactly(ofOther.node().toString());
                List<String> channels = redis.ask(r -> r.pubsubChannels());
                assertThat(channels)
                        .containsExactlyInAnyOrder(
                                "one:node:" + ofOne.node(),
                                "one:group:everybody",
                                "one:other/node:" + ofOther.node(),
                                "one:other/group:everybody");
                Await.until(
                        "the connection is listed", () -> redis.ask(r -> r.exists("one:open:" + ofOne.node())) == 1);
            }
            List<String> keys = redis.ask(r -> r.keys("*"));
            assertThat(keys).allMatch(key -> key.startsWith("one:"));
            assertThat(keys).contains("one:epoch", "one:other/epoch", "one:open:" + ofOne.node());
        }
    }
}
