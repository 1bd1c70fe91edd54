package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.RespServer;
import scf.websocket.gateway.testing.SentinelProcesses;
import scf.websocket.testing.process.Await;

/** Nodes that find their Redis through Sentinels. */
@Execution(ExecutionMode.CONCURRENT)
class RedisSentinelTest {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSentinelTest.class);
    private static final String PREFIX = "scf-websocket:";
    private static final RedisKeys KEYS = new RedisKeys(PREFIX);
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Detection and election take 1 to 2 s, reconnecting 1 s; a failed election is repeated after 8 s. */
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<String> cleaned = new CopyOnWriteArrayList<>();

    private RedisCluster join(String url, ConnectionIds ids) {
        RedisCluster cluster = new RedisCluster(
                new RedisSettings(RedisUrl.parse(url), PREFIX, LEASE),
                ids,
                (apiId, order, list) ->
                        CompletableFuture.completedStage(Collections.nCopies(list.size(), DeliveryOutcome.DELIVERED)),
                (id, apiId, settled) -> {
                    cleaned.add(id);
                    settled.run();
                },
                new GatewayMetrics(),
                () -> {},
                System::nanoTime);
        cluster.start();
        return cluster;
    }

    private static boolean reaches(RedisCluster from, ConnectionIds to) {
        return from.bus()
                .push(to.node(), "api-x", new PushOrder.Probe(), List.of("a"))
                .toCompletableFuture()
                .join()
                .equals(List.of(DeliveryOutcome.DELIVERED));
    }

    /** What {@code docs/operate.md} lists, and nothing else. */
    private static void addUser(RedisServerProcess redis) {
        AclSetuserArgs args = AclSetuserArgs.Builder.on()
                .addPassword("hunter2")
                .resetChannels()
                .noCommands()
                .keyPattern(PREFIX + "*")
                .channelPattern(PREFIX + "*");
        RedisRefusalTest.COMMANDS.forEach(args::addCommand);
        redis.ask(":" + SentinelProcesses.PASSWORD + "@", r -> r.aclSetuser("gateway", args));
    }

    @Test
    void afterAFailoverNobodyWasCleanedUpAndPushesAndTakeoversWork() {
        ConnectionIds ofA = new ConnectionIds();
        ConnectionIds ofB = new ConnectionIds();
        try (SentinelProcesses redis = new SentinelProcesses(folder, "")) {
            addUser(redis.primary());
            addUser(redis.replica());
            try (RedisCluster a = join(redis.url("gateway:hunter2@"), ofA)) {
                String open = ofB.next();
                try (RedisCluster b = join(redis.url("gateway:hunter2@"), ofB)) {
                    b.ledger().opened(open, "api-x");
                    Await.until("pushes work", () -> reaches(a, ofB) && reaches(b, ofA));
                    redis.primary().close();
                    long start = System.nanoTime();
                    Await.until(
                            "the nodes have left the dead primary",
                            () -> !a.readiness().get(0).ready());
                    Await.until("pushes work again", FAILOVER, () -> reaches(a, ofB) && reaches(b, ofA));
                    LOG.info("failover: pushes worked again after {} ms", (System.nanoTime() - start) / 1_000_000);
                    Await.until("the list is complete at the new primary", () -> isListed(redis, ofB, open));
                    redis.stopSentinels(1);
                    Await.until(
                            "ready",
                            () -> a.readiness().get(0).ready()
                                    && b.readiness().get(0).ready());
                    assertThat(cleaned).isEmpty();
                }
                Await.until("b has left, and a cleans up for it", FAILOVER, () -> cleaned.contains(open));
            }
            assertThat(cleaned).hasSize(1);
        }
    }

    private static boolean isListed(SentinelProcesses redis, ConnectionIds ids, String connectionId) {
        return redis.replica()
                .ask(
                        ":" + SentinelProcesses.PASSWORD + "@",
                        r -> r.sismember(KEYS.open(ids.node()), connectionId + " api-x"));
    }

    @Test
    void sentinelsWithAPasswordOfTheirOwnAreAsked() {
        try (SentinelProcesses redis = new SentinelProcesses(folder, "own");
                RedisConnector connector = connector(redis.url(":secret@") + "?sentinel=:own")) {
            RedisConnections connections = connector.connect("", null);
            assertThat(connections.slots().owner(""))
                    .isEqualTo(new RedisAddress("127.0.0.1", redis.primary().port()));
            assertThat(connector.confirms("", connections)).isTrue();
            redis.stopSentinels(2);
            assertThat(connector.confirms("", connections))
                    .as("one of three is no majority")
                    .isFalse();
            refuses(redis.url(":secret@") + "?sentinel=:hunter2", "is wrong");
            refuses(redis.url(""), "wants a password");
        }
    }

    @Test
    void sentinelsWithThePasswordOfRedisAreAsked() {
        try (SentinelProcesses redis = new SentinelProcesses(folder, SentinelProcesses.PASSWORD);
                RedisConnector connector = connector(redis.url(":secret@") + "/3")) {
            assertThat(connector.connect("", null).isOpen()).isTrue();
            refuses(redis.url(":secret@").replace("/main", "/other"), "no primary is called 'other' there");
        }
    }

    @Test
    void aReplicaThatASentinelNamesIsNotUsed() {
        try (RedisServerProcess primary = new RedisServerProcess(folder);
                RedisServerProcess replica =
                        new RedisServerProcess(folder, "--replicaof", "127.0.0.1", Integer.toString(primary.port()));
                RespServer stale = sentinel(replica.port());
                RespServer fresh = sentinel(primary.port());
                RespServer other = sentinel(primary.port());
                RedisConnector connector = connector(url(stale, fresh, other));
                RedisConnector misled = connector(url(stale, stale))) {
            RedisConnections connections = connector.connect("", null);
            assertThat(connections.slots().owner("").port()).isEqualTo(primary.port());
            assertThat(connector.confirms("", connections)).isTrue();
            assertThat(misled.confirms("", connections)).isFalse();
            assertThatThrownBy(() -> misled.connect("", null))
                    .isInstanceOf(RedisException.class)
                    .hasMessageContaining("this is a replica");
        }
    }

    private static RespServer sentinel(int port) {
        String named = "*2\r\n" + RespServer.bulk("127.0.0.1") + RespServer.bulk(Integer.toString(port));
        return new RespServer(Map.of("PING", "+PONG\r\n", "SENTINEL", named));
    }

    private static String url(RespServer... sentinels) {
        List<String> addresses = List.of(sentinels).stream()
                .map(sentinel -> sentinel.url().replace("redis://", ""))
                .toList();
        return "redis+sentinel://" + String.join(",", addresses) + "/" + SentinelProcesses.NAME;
    }

    private static RedisConnector connector(String url) {
        return new RedisConnector(RedisUrl.parse(url), InetAddress::getAllByName, lost -> {});
    }

    private void refuses(String url, String sentence) {
        assertThatThrownBy(() -> join(url, new ConnectionIds()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("/" + (url.contains("/other") ? "other" : SentinelProcesses.NAME) + ": ")
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theUrlAsTextContainsNoPassword() {
        RedisUrl url = RedisUrl.parse("rediss+sentinel://u:hunter2@a,[::1]:7/main/3?sentinel=s:hunter2");
        assertThat(url).hasToString("a:26379,[::1]:7/main");
        assertThat(url.uri(new RedisAddress("c", 1)).toString())
                .contains("c:1/3")
                .startsWith("rediss:");
        assertThat(url.sentinels(url.addresses().get(1)).get(0).getHost()).isEqualTo("[::1]");
        assertThat(url.sentinels(url.addresses().get(1)).get(0).isSsl()).isTrue();
    }
}
