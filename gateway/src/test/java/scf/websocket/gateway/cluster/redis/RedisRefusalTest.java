package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.RespServer;
import scf.websocket.testing.process.Await;

/** The gateway refuses to start with a Redis that nodes cannot share, in a message that names the setting. */
class RedisRefusalTest {
    private static final String PREFIX = "scf-websocket:";

    /** The permissions from {@code docs/operate.md}. */
    static final List<CommandType> COMMANDS = List.of(
            CommandType.PING,
            CommandType.EVAL,
            CommandType.SADD,
            CommandType.SREM,
            CommandType.SCARD,
            CommandType.SMEMBERS,
            CommandType.SISMEMBER,
            CommandType.SSCAN,
            CommandType.ZADD,
            CommandType.ZINCRBY,
            CommandType.ZREM,
            CommandType.ZCARD,
            CommandType.ZSCORE,
            CommandType.ZRANGEBYSCORE,
            CommandType.RENAME,
            CommandType.DEL,
            CommandType.SET,
            CommandType.GET,
            CommandType.EXISTS,
            CommandType.PEXPIRE,
            CommandType.PUBLISH,
            CommandType.SUBSCRIBE,
            CommandType.UNSUBSCRIBE,
            CommandType.INFO);

    @TempDir
    Path folder;

    private static void join(String url) {
        try (RedisCluster cluster = new RedisCluster(
                new RedisSettings(RedisUrl.parse(url), PREFIX, Duration.ofSeconds(3)),
                new ConnectionIds(),
                (apiId, order, ids) ->
                        CompletableFuture.completedStage(Collections.nCopies(ids.size(), DeliveryOutcome.DELIVERED)),
                (id, apiId, settled) -> settled.run(),
                new GatewayMetrics(),
                () -> {},
                System::nanoTime)) {
            cluster.start();
        }
    }

    private static void refuses(String url, String sentence) {
        assertThatThrownBy(() -> join(url))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("--redis: ")
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRedisClusterIsRefusedWithAndWithoutSlots(boolean withSlots) {
        try (RedisServerProcess redis = new RedisServerProcess(folder, "--cluster-enabled", "yes")) {
            if (withSlots) {
                redis.ask(r -> r.clusterAddSlots(IntStream.range(0, 16_384).toArray()));
                Await.until(
                        "the cluster is up",
                        () -> redis.ask(r -> r.clusterInfo().contains("cluster_state:ok")));
            }
            refuses(redis.url(), "is a Redis Cluster: --redis (GATEWAY_REDIS) must begin with redis+cluster:");
        }
    }

    @Test
    void aSentinelIsRefused() {
        try (RedisServerProcess redis = new RedisServerProcess(folder, "--sentinel")) {
            refuses(redis.url(), "this is a Sentinel");
        }
    }

    @Test
    void aReplicaIsRefused() {
        try (RedisServerProcess primary = new RedisServerProcess(folder);
                RedisServerProcess replica =
                        new RedisServerProcess(folder, "--replicaof", "127.0.0.1", Integer.toString(primary.port()))) {
            refuses(replica.url(), "this is a replica");
        }
    }

    @Test
    void aRedisThatIsStillLoadingIsRefused() {
        try (RedisServerProcess before = new RedisServerProcess(folder, "--rdbcompression", "no")) {
            String value = "x".repeat(1_500_000);
            IntStream.range(0, 30).forEach(i -> before.ask(r -> r.set("key" + i, value)));
            before.ask(r -> r.save());
        }
        try (RedisServerProcess redis = new RedisServerProcess(folder, "--key-load-delay", "200000")) {
            refuses(redis.url() + "/0", "still loading");
        }
    }

    @Test
    void aServerThatIsTooOldIsRefused() {
        try (RespServer old = new RespServer(Map.of(
                "PING",
                "+PONG\r\n",
                "INFO",
                RespServer.bulk("# Server\r\nredis_version:2.8.24\r\nredis_mode:standalone\r\nrole:master\r\n")))) {
            refuses(old.url(), "version 2.8.24, which is too old");
        }
    }

    @Test
    void aServerThatIsNotRedisIsRefused() {
        try (RespServer strange = new RespServer(Map.of("HELLO", "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            refuses(strange.url(), "no Redis");
        }
        try (RespServer silent = new RespServer(Map.of("HELLO", ""))) {
            refuses(silent.url(), "does not answer within 2 s");
        }
        refuses("redis://127.0.0.1:1", "nothing listens there");
        refuses("redis://no-such-host.invalid", "cannot be resolved");
    }

    @Test
    void aClosedConnectionDoesNotHideTheReason() {
        try (RespServer redis = new RespServer(Map.of("HELLO", "-WRONGPASS invalid username-password pair\r\n"))) {
            // Two of the three attempts are left, because Lettuce may report the close instead of the answer to one of
            // them.
            refuses(redis.closing(1).url().replace("//", "//:hunter2@"), "is wrong");
            int before = redis.accepted();
            refuses(redis.closing(3).url().replace("//", "//:hunter2@"), "closes the connection at once");
            assertThat(redis.accepted() - before).as("attempts").isEqualTo(3);
        }
    }

    @Test
    void wrongCredentialsAreNamed() {
        try (RedisServerProcess redis = new RedisServerProcess(folder, "--requirepass", "right")) {
            refuses(redis.url(":hunter2@"), "is wrong");
            refuses(redis.url("nobody:hunter2@"), "is wrong");
            refuses(redis.url(), "wants a password");
            refuses(redis.url(":right@") + "/99", "a database that this Redis does not have");
        }
        try (RespServer open = new RespServer(Map.of("AUTH", "-ERR Client sent AUTH, but no password is set\r\n"))) {
            refuses(open.url().replace("//", "//:hunter2@"), "this Redis has none");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandType.class,
            names = {
                "EVAL",
                "SADD",
                "SREM",
                "SCARD",
                "SMEMBERS",
                "SISMEMBER",
                "SSCAN",
                "RENAME",
                "DEL",
                "SET",
                "ZADD",
                "ZINCRBY",
                "ZREM",
                "ZCARD",
                "ZSCORE",
                "ZRANGEBYSCORE",
                "GET",
                "EXISTS",
                "PEXPIRE",
                "PUBLISH",
                "SUBSCRIBE"
            })
    void aUserThatLacksACommandIsRefusedAtTheStart(CommandType lacking) {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            user(
                    redis,
                    AclSetuserArgs.Builder.on()
                            .addPassword("hunter2")
                            .resetChannels()
                            .allCommands()
                            .removeCommand(lacking)
                            .keyPattern(PREFIX + "*")
                            .channelPattern(PREFIX + "*"));
            refuses(redis.url("gateway:hunter2@"), "may not do everything");
        }
    }

    @Test
    void aUserNeedsTheKeysAndChannelsOfThePrefixAndNoOthers() {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            user(redis, commands().keyPattern("other:*").channelPattern(PREFIX + "*"));
            refuses(redis.url("gateway:hunter2@"), "may not do everything");
            user(redis, commands().keyPattern(PREFIX + "*").channelPattern("other:*"));
            refuses(redis.url("gateway:hunter2@"), "may not do everything");
            user(redis, commands().keyPattern(PREFIX + "*").channelPattern(PREFIX + "*"));
            assertThatCode(() -> join(redis.url("gateway:hunter2@"))).doesNotThrowAnyException();
            List<String> left = redis.ask(r -> r.keys("*:open:*"));
            assertThat(left).as("the check leaves no keys").isEmpty();
        }
    }

    private static AclSetuserArgs commands() {
        AclSetuserArgs args = AclSetuserArgs.Builder.on()
                .addPassword("hunter2")
                .resetChannels()
                .noCommands();
        COMMANDS.forEach(args::addCommand);
        return args;
    }

    private static void user(RedisServerProcess redis, AclSetuserArgs args) {
        redis.ask(r -> r.aclDeluser("gateway"));
        redis.ask(r -> r.aclSetuser("gateway", args));
    }
}
