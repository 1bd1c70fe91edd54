package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;
import scf.websocket.testing.process.FreePorts;
import scf.websocket.testing.process.Signals;

/** What {@code ./run} starts, as a process in a terminal: its start, its end, and what it leaves behind. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends POSIX signals")
final class LocalMainIT {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Path STATE = Path.of("target", "state-of-tests").toAbsolutePath();

    /** Runs a command in a terminal of its own; part of util-linux. */
    private static final boolean HAS_TERMINAL = Files.isExecutable(Path.of("/usr/bin/script"));

    private static final int CTRL_C = 3;

    private final Path output = STATE.resolve("output");
    private List<Integer> ports = List.of();
    private Process process;
    private ProcessHandle run;
    private List<ProcessHandle> all = List.of();

    @BeforeEach
    void start() throws Exception {
        ports = FreePorts.take(2);
        Files.createDirectories(STATE);
        process = launcher(output, HAS_TERMINAL).start();
        Await.until("the banner is printed", START, () -> printed().contains("Ctrl-C stops everything"));
        all = process.descendants().toList();
        assertThat(all).as("database, watchdog and gateway").hasSizeGreaterThanOrEqualTo(3);
        run = HAS_TERMINAL ? process.children().findFirst().orElseThrow() : process.toHandle();
    }

    @AfterEach
    void leaveNothing() {
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void servesPageAndChatRefusesASecondStackAndLeavesNoProcessAfterCtrlC() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(0) + "/"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("id=\"message-input\"");
        URI address = URI.create("ws://127.0.0.1:" + ports.get(0) + "/release/websocket");
        try (ChatClient one = ClientLibrary.JDK.open(address);
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(address)) {
            one.send("hello");
            assertThat(two.text()).startsWith("hello");
            assertThatPlainAndChannelClientsUnderstandEachOther(one);

            assertThatTheConsoleStopsAndStartsTheDatabase();
            assertThatASecondOneSaysWhichPortIsTaken();

            pressCtrlC();
            assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(two.closeCode()).isEqualTo(1001);
        }
        Await.until("no process is left", STOP, () -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(printed()).containsSubsequence("stopping the gateway", "stopping the database");
    }

    @Test
    @Tag("proof")
    void leavesNoProcessEvenIfItIsKilled() throws Exception {
        run.destroyForcibly();

        Await.until("no process is left", STOP, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    @Tag("proof")
    void stopsEverythingAndExitsWith1IfTheGatewayDies() throws Exception {
        all.stream()
                .filter(child -> child.info().commandLine().orElse("").contains("gateway.jar"))
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        Await.until("no process is left", STOP, () -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(printed()).contains("The gateway ended by itself");
    }

    private void assertThatPlainAndChannelClientsUnderstandEachOther(ChatClient plain) throws Exception {
        URI address = URI.create("ws://127.0.0.1:" + ports.get(0) + "/connection/websocket");
        assertThat(printed()).contains(address.toString(), "http://127.0.0.1:" + ports.get(0) + "/channels/");
        String token = banner("Token");
        try (ChatClient client = ClientLibrary.JDK.open(address)) {
            client.send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}\n"
                    + "{\"id\":2,\"subscribe\":{\"channel\":\"chat:lobby\"}}");
            assertThat(client.text()).contains("\"id\":2,\"subscribe\":{");

            plain.send("from a plain client");
            assertThat(client.text()).contains("from a plain client");

            client.send("{\"id\":3,\"publish\":{\"channel\":\"chat:lobby\",\"data\":{\"text\":\"from ann\"}}}");
            assertThat(plain.text()).isEqualTo("from ann");

            publishByTheApi("{\"channel\":\"chat:lobby\",\"data\":{\"text\":\"from a back end\"}}");
            assertThat(plain.text()).isEqualTo("from a back end");
        }
    }

    private void publishByTheApi(String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(1) + "/api/publish"))
                                .header("X-API-Key", banner("API key"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.body()).startsWith("{\"result\":{\"offset\":");
    }

    /** Returns what the banner says behind a label. */
    private String banner(String label) throws Exception {
        return printed().split("\n  " + label + " +", 2)[1].lines().findFirst().orElseThrow();
    }

    private void assertThatTheConsoleStopsAndStartsTheDatabase() throws Exception {
        assertThat(printed()).contains("http://127.0.0.1:" + ports.get(1) + "/console/");
        assertThat(console("session", "")).contains("\"database\":\"running\"");
        assertThat(console("faults", "{\"kind\":\"database\",\"seconds\":1}")).contains("\"errNo\":0");
        assertThat(console("session", "")).contains("\"database\":\"stopped\"");
        assertThat(process.isAlive()).isTrue();
        Await.until("the database runs", () -> console("session", "").contains("\"database\":\"running\""));
        assertThat(console("faults", "")).contains("\"faults\":[]");
        try (ChatClient after =
                ClientLibrary.JDK.open(URI.create("ws://127.0.0.1:" + ports.get(0) + "/release/websocket"))) {
            after.leave();
        }
    }

    /** @param body empty to GET */
    private String console(String action, String body) throws Exception {
        String origin = "http://127.0.0.1:" + ports.get(1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/console/api/" + action));
        if (!body.isEmpty()) {
            request.header("Origin", origin)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    private void assertThatASecondOneSaysWhichPortIsTaken() throws Exception {
        Process second = launcher(STATE.resolve("output-of-second"), false).start();

        assertThat(second.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(STATE.resolve("output-of-second")))
                .contains("Port " + ports.get(0) + " is taken")
                .contains("--port");
    }

    /** In a terminal, each process of the foreground gets the signal, as after the key. */
    private void pressCtrlC() throws Exception {
        if (HAS_TERMINAL) {
            process.getOutputStream().write(CTRL_C);
            process.getOutputStream().flush();
        } else {
            Signals.send("INT", process);
        }
    }

    private ProcessBuilder launcher(Path to, boolean inTerminal) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-D" + StackFiles.STATE_PROPERTY + "=" + STATE,
                "-jar",
                Path.of("target", "local.jar").toString(),
                "--port=" + ports.get(0),
                "--push-port=" + ports.get(1));
        return new ProcessBuilder(inTerminal ? inTerminal(command) : command)
                .redirectErrorStream(true)
                .redirectOutput(to.toFile());
    }

    /** The shell is replaced by the command, whose exit code becomes that of the terminal. */
    private static List<String> inTerminal(List<String> command) {
        String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return List.of("/usr/bin/script", "-qec", "exec " + line, "/dev/null");
    }

    private String printed() throws Exception {
        return Files.exists(output) ? Files.readString(output) : "";
    }
}
