package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
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
        return TestNodes.join(
                new RedisSettings(RedisUrl.parse(url), PREFIX, LEASE), ids, TestNodes.cleanedUp(cleaned::add));
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
}
