package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionJar;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.GatewayProcess.Ended;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Start, stop and error messages of the finished jar. */
class GatewayProcessIT {
    private static final String[] TARGETS = {
        "--register=http://127.0.0.1:9/", "--transmission=http://127.0.0.1:9/", "--cleanup=http://127.0.0.1:9/"
    };

    private final Gate gate = new Gate();

    @Test
    void sigtermDrainsTheGatewayBeforeItExits() {
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start("stop", functions);
                TestClient client = TestClient.connect(gateway.uri())) {
            functions.onTransmission(gate.then(Reply.ok()));
            client.send("a").send("b");
            Await.until("first message", () -> functions.messages().size() == 1);
            gateway.terminate();
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "gateway is stopping"));
            assertThat(functions.cleanups()).isEmpty();
            gate.open();
            assertThat(gateway.awaitExit()).isZero();
            assertThat(functions.messages()).hasSize(2);
            assertThat(functions.cleanups()).singleElement().asString().contains("\"cause\":\"shutdown\"");
        }
    }

    @Test
    void aSecondSignalEndsTheDrainAtOnce() {
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start("stop-at-once", functions);
                TestClient client = TestClient.connect(gateway.uri())) {
            functions.onCleanup(gate.then(Reply.ok()));
            gateway.terminate();
            Await.until("cleanup under way", () -> functions.cleanups().size() == 1);
            assertThat(client.awaitClosed().code()).isEqualTo(1001);
            gateway.terminate();
            assertThat(gateway.awaitExit()).isEqualTo(130);
            gate.open();
        }
    }

    @Test
    void settingsCanBeCheckedWithoutStarting(@TempDir Path folder) {
        String target = "jar:" + FunctionJar.in(folder) + "!scf.websocket.gateway.testing.SampleFunction::";
        Ended good = GatewayProcess.run(
                "--check",
                "--register=" + target + "bean",
                "--transmission=" + target + "bean",
                "--cleanup=" + target + "bean");
        assertThat(good.exitCode()).isZero();
        assertThat(good.output())
                .contains("class and method exist, and the constructor succeeded")
                .endsWith("All settings and targets are good.\n");
        Ended bad = GatewayProcess.run(
                "--check",
                "--register=" + target + "bean",
                "--transmission=" + target + "bean",
                "--cleanup=" + target + "dance");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.output()).contains("--cleanup", "has no public method dance(event)");
    }

    /** Through a shell, which passes bytes that this JVM may be unable to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec env LC_ALL=C \"$0\" -jar target/gateway.jar \"--path=/release/$name\"",
                "exec env LC_ALL=C \"GATEWAY_PATH=/release/$name\" \"$0\" -jar target/gateway.jar --strict"
            })
    void undecodableTextIsRefusedWithAHintAtTheLocale(String command) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "name=$(printf '\\347\\275\\221'); " + command,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("characters that could not be decoded", "LC_ALL=C.UTF-8");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void aWrongOptionIsNamedWithItsPossibleValues() {
        assertThat(GatewayProcess.run(with("--port=99999")))
                .isEqualTo(
                        new Ended(2, "--port must be between 0 and 65535, but is 99999\n--help lists all options.\n"));
        assertThat(GatewayProcess.run(with("--prot=1")).output()).contains("Unknown option: '--prot=1'");
        assertThat(GatewayProcess.run(with("--idle=soon")).output()).contains("'--idle'", "'soon' is not an int");
    }

    @Test
    void aPortInUseIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Ended ended = GatewayProcess.run(with("--host=127.0.0.1", "--push-port=0", "--port=" + port));
            assertThat(ended.exitCode()).as("the process ends").isEqualTo(1);
            assertThat(ended.output())
                    .contains("port " + port + " of 127.0.0.1 is taken or not ours; choose another with --port");
        }
    }

    @Test
    void endsWithItsParentProcess() throws IOException {
        Process parent = new ProcessBuilder("sleep", "60").start();
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway =
                        GatewayProcess.start("parent", functions, "--parent-pid=" + parent.pid(), "--stop-timeout=1")) {
            parent.destroy();
            assertThat(gateway.awaitExit(Duration.ofSeconds(15))).isZero();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static String[] with(String... more) {
        String[] all = new String[TARGETS.length + more.length];
        System.arraycopy(TARGETS, 0, all, 0, TARGETS.length);
        System.arraycopy(more, 0, all, TARGETS.length, more.length);
        return all;
    }
}
