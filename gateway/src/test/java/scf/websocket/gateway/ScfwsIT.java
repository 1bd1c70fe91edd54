package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionJar;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.Signals;

/** The command {@code scfws} as the zip starts it, against a real gateway. */
@DisabledOnOs(OS.WINDOWS)
class ScfwsIT {
    private static final String PUSH_TOKEN = "push-token-0123456789";
    private static final String ADMIN_TOKEN = "admin-token-0123456789";
    private static final String NOBODY = "A".repeat(32);

    @TempDir
    private static Path folder;

    private static FunctionServer functions;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        functions = new FunctionServer();
        gateway = GatewayProcess.start(
                "scfws",
                functions,
                "--push-tokens=" + PUSH_TOKEN,
                "--admin-tokens=" + ADMIN_TOKEN,
                "--api=" + functions.url("api"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        functions.close();
    }

    private record Result(int exitCode, String output, String errors) {}

    private static ProcessBuilder scfws(String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "src/distribution/bin/scfws"));
        command.addAll(List.of(arguments));
        return environment(new ProcessBuilder(command));
    }

    private static ProcessBuilder environment(ProcessBuilder builder) {
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "SCFWS_JAR",
                        Path.of("../tools/scfws/target/scfws.jar").toString(),
                        "XDG_CACHE_HOME",
                        Path.of("target/scfws-cache").toString(),
                        "SCFWS_URL",
                        "http://127.0.0.1:" + gateway.pushPorts().get(0) + "/api-local",
                        "SCFWS_TOKEN",
                        PUSH_TOKEN,
                        "SCFWS_ADMIN_TOKEN",
                        ADMIN_TOKEN,
                        "SCFWS_API_KEY",
                        "k"));
        return builder;
    }

    private static Result run(String... arguments) throws Exception {
        return run(scfws(arguments), "");
    }

    private static Result run(ProcessBuilder builder, String input) throws Exception {
        File errors = Files.createTempFile(folder, "errors", ".txt").toFile();
        Process process = builder.redirectError(errors).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
        return new Result(exitCode, output, Files.readString(errors.toPath()));
    }

    private static String id(int place) {
        return FunctionServer.ids(functions.registers()).get(place);
    }

    /** Without the archive of the first start, a start takes half as long again; tools/bench/board cold-start measures it. */
    @Test
    void aLaterStartTakesItsClassesFromAnArchive() throws Exception {
        Path cache = folder.resolve("cache");
        ProcessBuilder first = scfws("--version");
        first.environment().put("XDG_CACHE_HOME", cache.toString());
        assertThat(run(first, "").exitCode()).isZero();
        List<Path> archives;
        try (Stream<Path> files = Files.list(cache.resolve("scf-websocket"))) {
            archives = files.toList();
        }
        assertThat(archives).hasSize(1);
        // The script switches the log of classes off.
        ProcessBuilder later = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + archives.get(0),
                "-Xlog:class+load",
                "-jar",
                "../tools/scfws/target/scfws.jar",
                "--version");
        assertThat(run(later, "").output()).containsPattern("picocli\\.CommandLine source: shared objects file");
    }

    @Test
    void listsPushesAndClosesConnections() throws Exception {
        int place = functions.registers().size();
        try (TestClient client = TestClient.connect(gateway.uri());
                TestClient other = TestClient.connect(gateway.uri())) {
            assertThat(run("push", id(place), "hello 你好")).isEqualTo(new Result(0, "", ""));
            assertThat(client.awaitTexts(1)).containsExactly("hello 你好");
            Result gone = run("push", NOBODY, "hello");
            assertThat(gone.exitCode()).isEqualTo(5);
            assertThat(gone.errors()).isEqualTo("scfws: the connection is gone\n");
            gateway.push(
                    "/api-local",
                    "{\"websocket\":{\"action\":\"join\",\"secConnectionID\":\"" + id(place)
                            + "\",\"group\":\"room\"}}",
                    "Authorization",
                    "Bearer " + PUSH_TOKEN);
            assertThat(run(scfws("broadcast", "-", "--group", "room"), "one\ntwo\n")
                            .output())
                    .isEqualTo("sent to 1, failed for 0\nsent to 1, failed for 0\n");
            assertThat(client.awaitTexts(3)).endsWith("one", "two");

            Result table = run("connections");
            assertThat(table.output().lines().findFirst()).get().asString().startsWith("ID ");
            assertThat(table.output())
                    .contains(id(place) + "  api-local  127.0.0.1")
                    .contains("room");
            List<String> lines = run("connections", "--json", "--limit", "1")
                    .output()
                    .lines()
                    .toList();
            assertThat(lines).hasSize(1);
            assertThat(new ObjectMapper().readTree(lines.get(0)).path("api").textValue())
                    .isEqualTo("api-local");
            assertThat(run("groups").output()).isEqualTo("GROUP  API        MEMBERS\nroom   api-local  1\n");

            assertThat(run("close", id(place), "--code", "4001", "--reason", "bye")
                            .output())
                    .isEqualTo("closed 1\n");
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "bye"));
            assertThat(run("close").exitCode()).isEqualTo(2);
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void publishesAndReadsChannels() throws Exception {
        functions.on(
                "api",
                event -> api(
                        switch (event.path("path").textValue()) {
                            case "/api/publish" -> "{\"result\":{\"offset\":7,\"epoch\":\"e\"}}";
                            case "/api/history" ->
                                "{\"result\":{\"publications\":[{\"offset\":7,\"data\":{\"a\":1}}]}}";
                            case "/api/presence" ->
                                "{\"result\":{\"presence\":{\"c\":{\"client\":\"c\",\"user\":\"ann\"}}}}";
                            default -> "{\"error\":{\"code\":108,\"message\":\"not available\"}}";
                        }));
        assertThat(run("publish", "chat:1", "{\"a\":1}").output()).isEqualTo("offset 7\n");
        assertThat(functions.of("api").get(0).path("body").textValue())
                .isEqualTo("{\"channel\":\"chat:1\",\"data\":{\"a\":1}}");
        assertThat(run("publish", "chat:1", "no json").exitCode()).isEqualTo(2);
        assertThat(run("history", "chat:1").output()).isEqualTo("OFFSET  DATA\n7       {\"a\":1}\n");
        assertThat(run("presence", "chat:1").output()).isEqualTo("CLIENT  USER\nc       ann\n");
        Result check = run("check");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output())
                .containsPattern("alive +ok")
                .containsPattern("ready +ok")
                .containsPattern("pushes +ok")
                .containsPattern("/admin +ok")
                .containsPattern("HTTP API +not available");
    }

    private static Reply api(String body) {
        return Reply.json("{\"isBase64Encoded\":false,\"statusCode\":200,\"headers\":{},\"body\":\""
                + body.replace("\"", "\\\"") + "\"}");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        ProcessBuilder stranger = scfws("connections");
        stranger.environment().remove("SCFWS_ADMIN_TOKEN");
        Result refused = run(stranger, "");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).contains("SCFWS_ADMIN_TOKEN").doesNotContain(PUSH_TOKEN);
        ProcessBuilder wrong = scfws("push", NOBODY, "x");
        wrong.environment().put("SCFWS_TOKEN", ADMIN_TOKEN);
        assertThat(run(wrong, "").exitCode()).isEqualTo(4);
        Result nobody = run("tail", "--url", "http://127.0.0.1:9/api-local");
        assertThat(nobody.exitCode()).isEqualTo(3);
        assertThat(nobody.errors())
                .contains("http://127.0.0.1:9")
                .contains("./run")
                .contains("SCFWS_URL");
        assertThat(nobody.errors().lines()).hasSize(1);
        Result unknown = run("conections");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.errors()).contains("connections").contains("--help");
        assertThat(run("--help").output()).contains("Exit codes").contains("SCFWS_URL");
    }

    @Test
    void tailShowsEventsUntilItIsInterrupted() throws Exception {
        File errors = folder.resolve("tail-errors.txt").toFile();
        File output = folder.resolve("tail.txt").toFile();
        Process tail =
                scfws("tail").redirectError(errors).redirectOutput(output).start();
        Await.until("watching", () -> read(errors).contains("Watching"));
        int place = functions.registers().size();
        try (TestClient client = TestClient.connect(gateway.uri())) {
            client.send("secret");
            Await.until("events", () -> read(output).contains("transmission"));
        }
        assertThat(read(output))
                .containsPattern("register +" + java.util.regex.Pattern.quote(id(place)) + "  answered");
        Signals.send("INT", tail);
        assertThat(tail.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue())
                .isEqualTo(130);
        assertThat(read(output)).doesNotContain("secret");
        assertThat(read(errors)).isEqualTo("Watching. Ctrl-C ends it.\n");
    }

    @Test
    void aPipeThatClosesEarlyEndsItQuietly() throws Exception {
        Path errors = folder.resolve("pipe-errors.txt");
        Process tail = scfws("tail", "--json").redirectError(errors.toFile()).start();
        Await.until("watching", () -> read(errors.toFile()).contains("Watching"));
        tail.getInputStream().close();
        TestClient.connect(gateway.uri()).close();
        assertThat(tail.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue())
                .isZero();
        assertThat(Files.readString(errors)).isEqualTo("Watching. Ctrl-C ends it.\n");
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs a command of bash in a terminal, with {@code scfws} for the script of the zip. */
    private static Result inTerminal(String line) throws Exception {
        assumeThat(new File("/usr/bin/script")).exists();
        String function = "scfws() { sh src/distribution/bin/scfws \"$@\"; }; set -o pipefail; ";
        ProcessBuilder terminal = environment(new ProcessBuilder("script", "-qec", function + line, "/dev/null"));
        terminal.environment().put("SHELL", "/bin/bash");
        return run(terminal, "");
    }

    @Test
    void explainsItselfInATerminal() throws Exception {
        Result refused = inTerminal("SCFWS_TOKEN=wrong-token-0123456789 scfws push " + NOBODY + " x");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.output()).contains("SCFWS_TOKEN").doesNotContain("wrong-token", "Exception");
        Result nobody = inTerminal("SCFWS_URL=http://127.0.0.1:9/api-local scfws connections");
        assertThat(nobody.exitCode()).isEqualTo(3);
        assertThat(nobody.output()).contains("http://127.0.0.1:9").doesNotContain("Exception");
        Result cut = inTerminal("scfws completion | head -n 1");
        assertThat(cut.exitCode()).isZero();
        assertThat(cut.output()).startsWith("#!").doesNotContain("Exception", "scfws:");
        Result sent = inTerminal("printf 'a\\nb\\n' | scfws broadcast - > /dev/null");
        assertThat(sent.exitCode()).isZero();
        assertThat(sent.output()).as("the progress").contains("2 sent");
        Result completed = inTerminal(
                "scfws completion >'" + folder + "/completion' && . '" + folder + "/completion' && complete -p scfws");
        assertThat(completed.output()).contains("complete ", " scfws");
    }

    @Test
    void worksInATerminal() throws Exception {
        Result list = inTerminal("stty -echo; scfws connections");
        assertThat(list.output()).contains("ID ").contains("GROUPS");
        File output = folder.resolve("terminal.txt").toFile();
        Process tail = environment(
                        new ProcessBuilder("script", "-qec", "sh src/distribution/bin/scfws tail", "/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        Await.until("watching", () -> read(output).contains("Watching"));
        tail.getOutputStream().write(3);
        tail.getOutputStream().flush();
        assertThat(tail.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue())
                .isEqualTo(130);
        assertThat(read(output)).doesNotContain("Exception");
    }

    @Test
    void invokesAHandlerAndMakesTokens() throws Exception {
        String jar = FunctionJar.in(folder).toString();
        Path event = Files.writeString(folder.resolve("event.json"), "{\"text\":\"hello\"}");
        String sample = "!scf.websocket.gateway.testing.SampleFunction::";
        Result answer = run("invoke", jar + sample + "bean", event.toString());
        assertThat(new ObjectMapper().readTree(answer.output()).toString())
                .isEqualTo("{\"said\":\"hello\",\"number\":1}");
        assertThat(run(scfws("invoke", jar + sample + "context", "-"), "{}").output())
                .contains("60000 512 true");
        Result thrown = run("invoke", jar + sample + "fails", event.toString());
        assertThat(thrown.exitCode()).isEqualTo(1);
        assertThat(thrown.errors()).contains("IllegalStateException: secret: hello");
        assertThat(run("sweep", "none.jar").errors()).isEqualTo("scfws: there is no none.jar; is it built?\n");

        ProcessBuilder token = scfws("token", "ann", "--channel", "chat:1", "--claim", "info={\"a\":1}");
        token.environment().put("TOKEN_HMAC_SECRET_KEY", "s".repeat(32));
        String[] parts = run(token, "").output().strip().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(new String(java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains("\"sub\":\"ann\"")
                .contains("\"channel\":\"chat:1\"")
                .contains("\"info\":{\"a\":1}");
        assertThat(run("token", "ann").exitCode()).isEqualTo(2);
        assertThat(run("completion").output()).contains("complete -F");
    }
}
