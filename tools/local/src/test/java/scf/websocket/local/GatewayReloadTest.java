package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.process.Await;

/** A shell stands in for the gateway and writes its log lines when signalled. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends POSIX signals")
class GatewayReloadTest {
    @TempDir
    private Path folder;

    @Test
    void aLoadedJarIsNoProblem() throws Exception {
        assertThat(answering("{\"level\":\"info\",\"message\":\"the functions are loaded anew from /a.jar\"}"))
                .isEmpty();
    }

    @Test
    void theReasonOfAFailureComesFromTheLog() throws Exception {
        assertThat(answering(
                        "{\"message\":\"the functions stay as they were: jar:/a \\\"b\\\".jar does not start: no\"}"))
                .contains("jar:/a \"b\".jar does not start: no");
    }

    private Optional<String> answering(String line) throws Exception {
        Path log = Files.writeString(
                folder.resolve("gateway.log"),
                "{\"message\":\"the functions stay as they were: of an earlier time\"}\n");
        Path ready = folder.resolve("ready");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-c", "trap 'cat line >>gateway.log' HUP; : >ready; while :; do sleep 0.05; done")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("shell").toFile());
        Files.writeString(folder.resolve("line"), line + "\n");
        Process process = shell.start();
        try {
            Await.until("the shell takes signals", Duration.ofSeconds(20), () -> Files.exists(ready));
            return new GatewayReload(process.pid(), log).reload();
        } finally {
            process.destroyForcibly();
        }
    }
}
