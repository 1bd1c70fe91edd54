package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.SentinelProcesses;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedis;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** Passwords change while a gateway runs: the new one is added, written to its file, and the old one removed. */
class RedisRotationTest {
    private static final String KEY = "scf-websocket:nodes";

    @TempDir
    Path folder;

    /** Does what an operator does. */
    private interface Operator {
        /** @param how {@code >} adds, {@code <} removes */
        void change(char how, String password);

        /** Closes the connections of the user. */
        void disconnect();
    }

    private static final class Nobody implements RedisServers.Listener {
        @Override
        public RedisPubSubListener<byte[], byte[]> channels() {
            return new RedisPubSubAdapter<>();
        }

        @Override
        public void connected(Predicate<String> channels) {}

        @Override
        public void lost(Predicate<String> channels) {}

        @Override
        public void disconnected() {}

        @Override
        public void hurry() {}
    }

    private RedisServers open(Path file) {
        return new RedisServers(
                new RedisSettings(RedisSource.read(file), "scf-websocket:", Duration.ofSeconds(3), file, null),
                KEY,
                new Nobody());
    }

    /** @param url with PASSWORD in place of the password */
    private void rotate(String url, Operator operator) throws IOException {
        Path file = folder.resolve("url");
        write(file, url, "one");
        try (RedisServers servers = open(file)) {
            servers.connect();
            operator.change('>', "two");
            write(file, url, "two");
            assertThat(servers.connect()).as("the connections stay").isFalse();
            operator.change('<', "one");
            lose(servers, operator);
            assertThat(servers.connect()).as("the new password is used").isTrue();
            assertThat(servers.isConfirmed()).isTrue();
            write(file, url, "hunter2");
            assertThat(servers.connect())
                    .as("a wrong password harms only new connections")
                    .isFalse();
            assertThat(servers.isConnected(KEY)).isTrue();
            Files.writeString(file, "nonsense");
            lose(servers, operator);
            assertThatThrownBy(servers::connect)
                    .satisfies(
                            failure -> assertThat(RedisFault.explain(failure)).contains("is wrong"));
            write(file, url, "two");
            assertThat(servers.connect()).isTrue();
        }
    }

    private static void write(Path file, String url, String password) throws IOException {
        Files.writeString(file, url.replace("PASSWORD", password) + "\n");
    }

    private static void lose(RedisServers servers, Operator operator) {
        operator.disconnect();
        Await.until("the connection is lost", () -> !servers.isConnected(KEY));
    }

    /** The second word of a command. */
    private record Subcommand(String text) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A user for everything. */
    private static AclSetuserArgs user() {
        return AclSetuserArgs.Builder.on()
                .addPassword("one")
                .allKeys()
                .allChannels()
                .allCommands();
    }

    private static AclSetuserArgs change(char how, String password) {
        return how == '>'
                ? AclSetuserArgs.Builder.addPassword(password)
                : AclSetuserArgs.Builder.removePassword(password);
    }

    @Test
    void ofASingleRedis() throws IOException {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            redis.ask(r -> r.aclSetuser("gateway", user()));
            rotate(redis.url("gateway:PASSWORD@"), new Operator() {
                @Override
                public void change(char how, String password) {
                    redis.ask(r -> r.aclSetuser("gateway", RedisRotationTest.change(how, password)));
                }

                @Override
                public void disconnect() {
                    redis.ask(r -> r.clientKill(KillArgs.Builder.user("gateway")));
                }
            });
        }
    }

    /** The Sentinels' user has the permissions from {@code docs/operate.md}. */
    @Test
    void ofSentinelsAndTheirRedis() throws IOException {
        try (SentinelProcesses redis = new SentinelProcesses(folder, "own")) {
            String admin = ":" + SentinelProcesses.PASSWORD + "@";
            redis.primary().ask(admin, r -> r.aclSetuser("gateway", user()));
            redis.askSentinels(r -> r.aclSetuser(
                    "watcher",
                    AclSetuserArgs.Builder.on()
                            .addPassword("one")
                            .noCommands()
                            .addCommand(CommandType.PING)
                            .addCommand(CommandType.SENTINEL, new Subcommand("get-master-addr-by-name"))));
            rotate(redis.url("gateway:PASSWORD@") + "?sentinel=watcher:PASSWORD", new Operator() {
                @Override
                public void change(char how, String password) {
                    redis.primary().ask(admin, r -> r.aclSetuser("gateway", RedisRotationTest.change(how, password)));
                    redis.askSentinels(r -> r.aclSetuser("watcher", RedisRotationTest.change(how, password)));
                }

                @Override
                public void disconnect() {
                    redis.primary().ask(admin, r -> r.clientKill(KillArgs.Builder.user("gateway")));
                }
            });
        }
    }

    @Test
    void ofARedisCluster() throws IOException {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        try (RedisClusterProcesses redis = new RedisClusterProcesses(folder, 1, false)) {
            redis.addUser("gateway", "on", ">one", "~*", "&*", "+@all");
            rotate(redis.url("gateway:PASSWORD@"), new Operator() {
                @Override
                public void change(char how, String password) {
                    redis.addUser("gateway", how + password);
                }

                @Override
                public void disconnect() {
                    redis.servers().get(0).ask("CLIENT", "KILL", "USER", "gateway");
                }
            });
        }
    }
}
