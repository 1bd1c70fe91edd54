package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.testing.FunctionJar;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.gateway.testing.RespServer;

/**
 * A start that may succeed later exits with 1, so that systemd retries; one that needs another setting exits with 2.
 */
class NotReadyTest {
    private static final int STARTED_AGAIN = 1;
    private static final int SETTING = 2;

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--register=http://127.0.0.1:1/",
                "--transmission=http://127.0.0.1:1/",
                "--cleanup=http://127.0.0.1:1/",
                "--host=127.0.0.1",
                "--port=0",
                "--push-port=0"));
        for (String option : more) {
            arguments.removeIf(argument -> argument.startsWith(option.substring(0, option.indexOf('=') + 1)));
            arguments.add(option);
        }
        return GatewayMain.execute(
                GatewayMain.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter())),
                arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://127.0.0.1:1", "redis://no-such-host.invalid"})
    void anUnreachableRedisIsWorthARestart(String url) {
        assertThat(start("--redis=" + url)).isEqualTo(STARTED_AGAIN);
        assertThat(err.toString())
                .startsWith("--redis: cannot join")
                .contains("start it again")
                .doesNotContain("--help");
    }

    @ParameterizedTest
    @CsvSource({
        "loading:1, 1",
        "role:slave, 1",
        "redis_mode:cluster, 2",
        "redis_mode:sentinel, 2",
        "redis_version:2.8.24, 2"
    })
    void theExitCodeTellsWhetherTheStateOfRedisCanChange(String info, int exitCode) {
        try (RespServer redis =
                new RespServer(Map.of("PING", "+PONG\r\n", "INFO", RespServer.bulk("# Server\r\n" + info + "\r\n")))) {
            assertThat(start("--redis=" + redis.url())).isEqualTo(exitCode);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOADING Redis is loading the dataset in memory, 1",
        "READONLY You can't write against a read only replica., 1",
        "MASTERDOWN Link with MASTER is down, 1",
        "OOM command not allowed when used memory > 'maxmemory'., 1",
        "MISCONF Redis is configured to save RDB snapshots, 1",
        "NOREPLICAS Not enough good replicas to write., 1",
        "ERR max number of clients reached, 1",
        "NOAUTH Authentication required., 2",
        "WRONGPASS invalid username-password pair, 2",
        "NOPERM this user has no permissions, 2",
        "WRONGTYPE Operation against a key holding the wrong kind of value, 2",
        "MOVED 3999 127.0.0.1:6381, 2",
        "DENIED Redis is running in protected mode, 2",
        "ERR unknown command 'SADD', 2"
    })
    void theExitCodeTellsWhetherARefusalByRedisCanEnd(String error, int exitCode) {
        String refusal = "-" + error + "\r\n";
        try (RespServer redis = new RespServer(Map.of(
                "PING", "+PONG\r\n", "INFO", RespServer.bulk("# Server\r\n"), "SET", refusal, "SADD", refusal))) {
            assertThat(start("--redis=" + redis.url())).as(err.toString()).isEqualTo(exitCode);
        }
    }

    @Test
    void aFullRedisIsWorthARestartButAMissingPasswordIsNot() {
        try (RedisServerProcess full = new RedisServerProcess(folder, "--maxmemory", "1")) {
            assertThat(start("--redis=" + full.url())).isEqualTo(STARTED_AGAIN);
            assertThat(err.toString()).contains("its memory is full");
        }
        try (RedisServerProcess closed = new RedisServerProcess(folder, "--requirepass", "right")) {
            assertThat(start("--redis=" + closed.url())).isEqualTo(SETTING);
            assertThat(start("--redis=" + closed.url(":wrong@"))).isEqualTo(SETTING);
        }
    }

    @Test
    void aPortInUseIsWorthARestart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("--port=" + taken.getLocalPort())).isEqualTo(STARTED_AGAIN);
            assertThat(start("--push-port=" + taken.getLocalPort())).isEqualTo(STARTED_AGAIN);
            assertThat(start("--push-host=192.0.2.1", "--push-tokens=0123456789abcdef0123456789abcdef"))
                    .as("its network interface is down")
                    .isEqualTo(STARTED_AGAIN);
        }
    }

    @Test
    void aLockedJournalIsWorthARestart() {
        try (ConnectionJournal other = FileJournal.open(folder, JournalSync.OS)) {
            assertThat(start("--journal=" + folder)).isEqualTo(STARTED_AGAIN);
            assertThat(other.size()).isZero();
        }
    }

    @Test
    void anInvalidJournalIsAWrongSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(start("--journal=" + file)).isEqualTo(SETTING);
        assertThat(start("--journal=" + file.resolve("below"))).isEqualTo(SETTING);
    }

    @ParameterizedTest
    @CsvSource({"NotConnected, 1", "Failing, 2"})
    void theExitCodeTellsWhetherAFunctionCanRecover(String function, int exitCode) {
        String handler = "!scf.websocket.gateway.testing.SampleFunction$" + function + "::handle";
        assertThat(start("--register=jar:" + FunctionJar.in(folder) + handler)).isEqualTo(exitCode);
        assertThat(err.toString()).contains("does not start: ");
    }
}
