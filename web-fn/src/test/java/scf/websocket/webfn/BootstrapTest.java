package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scf_bootstrap} with a fake Java that prints its arguments. */
@EnabledOnOs(OS.LINUX)
class BootstrapTest {
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-21T00:00:00Z"));

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeAPackage() throws IOException {
        folder = Files.createDirectories(temporary.resolve("code with a blank"));
        Files.createDirectories(temporary.resolve("tmp"));
        executable(folder.resolve("scf_bootstrap"), Files.readString(Path.of("src/main/web-fn/scf_bootstrap")));
        executable(
                Files.createDirectories(folder.resolve("runtime/bin")).resolve("java"),
                "#!/bin/bash\npwd\nprintf 'argument %s\\n' \"$@\"\nexport -p\n");
        packageEnv("2.17");
        Files.setLastModifiedTime(Files.writeString(folder.resolve("gateway.jar"), "the gateway"), TIME);
        Files.writeString(folder.resolve("gateway.jsa"), "the archive");
    }

    @Test
    void startsTheServerOnThePortThatThePlatformExpects() throws Exception {
        assertThat(run(Map.of()).output())
                .contains("GATEWAY_HOST=\"0.0.0.0\"", "GATEWAY_PORT=\"9000\"")
                .contains(
                        "GATEWAY_PUSH_HOST=\"127.0.0.1\"", "GATEWAY_PUSH_PORT=\"8081\"", "GATEWAY_PUBLIC_PUSH=\"true\"")
                .contains("GATEWAY_PAGE=\"true\"", "GATEWAY_PROFILE=\"tencent\"", "GATEWAY_MAX_CONNECTIONS=\"100\"")
                .contains(
                        "GATEWAY_IDLE=\"600\"",
                        "GATEWAY_MAX_DURATION=\"880\"",
                        "GATEWAY_CLEANUP_FIRST=\"true\"",
                        "GATEWAY_INSTANCES=\"4\"")
                .contains("PUSH_URL=\"http://127.0.0.1:8081/api-local\"", "PUSH_EXTENDED=\"true\"", "PUSH_TOKEN=\"\"");
    }

    @Test
    void usesTheFunctionsInThePackage() throws Exception {
        assertThat(run(Map.of()).output())
                .contains("GATEWAY_REGISTER=\"jar:" + folder
                        + "/functions.jar!scf.websocket.register.RegisterFunction::mainHandler\"")
                .contains("GATEWAY_TRANSMISSION=\"jar:" + folder
                        + "/functions.jar!scf.websocket.transmission.TransmissionFunction::mainHandler\"")
                .contains("GATEWAY_CLEANUP=\"jar:" + folder
                        + "/functions.jar!scf.websocket.cleanup.CleanupFunction::mainHandler\"");
    }

    @Test
    void theEnvironmentTakesPrecedence() throws Exception {
        assertThat(run(Map.of("GATEWAY_IDLE", "60", "GATEWAY_PUSH_PORT", "18081", "GATEWAY_API_ID", "api-chat"))
                        .output())
                .contains("GATEWAY_IDLE=\"60\"", "PUSH_URL=\"http://127.0.0.1:18081/api-chat\"");
    }

    @Test
    void theFunctionsPushWithTheFirstTokenOfTheGateway() throws Exception {
        Result result = run(Map.of("GATEWAY_PUSH_TOKENS", "new-token,old-token"));
        assertThat(result.output()).contains("PUSH_TOKEN=\"new-token\"");
        assertThat(result.arguments()).noneMatch(argument -> argument.contains("token"));
    }

    @Test
    void optionsForJavaFollowItsOwn() throws Exception {
        assertThat(run(Map.of("GATEWAY_JAVA_OPTIONS", "-Xmx512m -verbose:gc")).arguments())
                .contains(
                        "-Xmx256m",
                        "-XX:SharedArchiveFile=" + folder + "/gateway.jsa",
                        "-Djava.io.tmpdir=" + temporary + "/tmp")
                .endsWith("-Xmx512m", "-verbose:gc", "-jar", "gateway.jar");
    }

    @Test
    void startsInItsDirectoryIfTheJarKeptItsTime() throws Exception {
        assertThat(run(Map.of()).output()).startsWith(folder + "\n");
        assertThat(temporary.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aJarThatLostItsTimeIsCopiedWithTheOriginalTime() throws Exception {
        Files.setLastModifiedTime(folder.resolve("gateway.jar"), FileTime.fromMillis(0));
        String first = run(Map.of()).output().lines().findFirst().orElseThrow();
        Path copy = Path.of(first);
        assertThat(copy).hasParent(temporary.resolve("tmp"));
        assertThat(copy.resolve("gateway.jar")).hasContent("the gateway");
        assertThat(Files.getLastModifiedTime(copy.resolve("gateway.jar"))).isEqualTo(TIME);
    }

    @Test
    void usesTheJarUnchangedIfThereIsNoRoomForACopy() throws Exception {
        Files.setLastModifiedTime(folder.resolve("gateway.jar"), FileTime.fromMillis(0));
        assertThat(run(Map.of("TMPDIR", temporary + "/nowhere")).output()).contains("\n" + folder + "\n");
    }

    @Test
    void aMissingArchiveIsOmitted() throws Exception {
        Files.delete(folder.resolve("gateway.jsa"));
        assertThat(run(Map.of()).arguments()).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void anOldSystemIsReportedInOneLine() throws Exception {
        packageEnv("9.99");
        Result result = run(Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .containsPattern(
                        "^scf_bootstrap: Java 25\\.0\\.3 in this package needs glibc 9\\.99, and this system has 2\\.")
                .hasLineCount(1);
    }

    @Test
    void aJavaThatIsNotExecutableIsReportedInOneLine() throws Exception {
        assertThat(folder.resolve("runtime/bin/java").toFile().setExecutable(false))
                .isTrue();
        Result result = run(Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .startsWith("scf_bootstrap: runtime/bin/java may not be executed")
                .hasLineCount(1);
    }

    @Test
    void aJavaForAnotherMachineIsReportedInOneLine() throws Exception {
        Files.writeString(folder.resolve("runtime/bin/java"), "\177ELF of something else");
        Result result = run(Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("scf_bootstrap: runtime/bin/java cannot start here");
    }

    private record Result(int exitCode, String output) {
        List<String> arguments() {
            return output.lines()
                    .filter(line -> line.startsWith("argument "))
                    .map(line -> line.substring("argument ".length()))
                    .toList();
        }
    }

    private Result run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("scf_bootstrap").toString())
                .directory(temporary.toFile())
                .redirectErrorStream(true);
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH", "/usr/bin:/bin", "TMPDIR", temporary.resolve("tmp").toString()));
        variables.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private void packageEnv(String glibc) throws IOException {
        Files.writeString(
                folder.resolve("package.env"),
                "PACKAGE_JAVA=25.0.3\nPACKAGE_GLIBC=" + glibc + "\nPACKAGE_TIME="
                        + TIME.toInstant().getEpochSecond() + "\n");
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
