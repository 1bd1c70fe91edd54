package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.RespServer;
import scf.websocket.gateway.testing.SentinelProcesses;

/** Connecting to the Redis that Sentinels name. */
@Execution(ExecutionMode.CONCURRENT)
class RedisSentinelsTest {
    @TempDir
    Path folder;

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
        return new RedisConnector(
                new RedisSource(RedisUrl.parse(url), null), null, InetAddress::getAllByName, lost -> {});
    }

    private static void refuses(String url, String sentence) {
        try (RedisConnector connector = connector(url)) {
            assertThatThrownBy(() -> connector.connect("", null))
                    .isInstanceOf(RedisException.class)
                    .satisfies(failure -> assertThat(RedisFault.explain(failure))
                            .contains("GATEWAY_REDIS")
                            .contains(sentence)
                            .doesNotContain("hunter2"));
        }
    }
}
