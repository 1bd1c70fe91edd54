package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.testing.FunctionServer;

/** The zip for installation on a server. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {
    private static final String[] TARGETS = {
        "--register=http://127.0.0.1:9/", "--transmission=http://127.0.0.1:9/", "--cleanup=http://127.0.0.1:9/"
    };

    @TempDir
    private static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        Path zip;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            zip = files.filter(file -> file.getFileName().toString().matches("gateway-.*\\.zip"))
                    .findFirst()
                    .orElseThrow();
        }
        home = folder.resolve(zip.getFileName().toString().replace(".zip", ""));
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(inside.getPath("/"))) {
            for (Path entry : (Iterable<Path>) entries.filter(Files::isRegularFile)::iterator) {
                Path file = folder.resolve(entry.toString().substring(1));
                Files.createDirectories(file.getParent());
                Files.copy(entry, file);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
    }

    private record Result(int exitCode, String output) {}

    private static Result run(List<String> command, Path in) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GATEWAY_JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(
                process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue(), output);
    }

    private static Result gateway(String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/gateway").toString()));
        command.addAll(List.of(options));
        return run(command, folder);
    }

    @Test
    void containsEverythingThatAServerNeeds() {
        assertThat(home.resolve("bin/gateway")).isExecutable();
        assertThat(home.resolve("bin/scfws")).isExecutable();
        assertThat(home.resolve("scfws/scfws.jar")).isRegularFile();
        assertThat(home.resolve("README.md")).exists();
        File[] jars = home.resolve("lib").toFile().listFiles((dir, name) -> name.endsWith(".jar"));
        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(jars).extracting(File::getName).anyMatch(name -> name.startsWith("scf.websocket.gateway-"));
        assertThat(jars).extracting(File::getName).noneMatch(name -> name.contains("junit"));
    }

    @Test
    void startsFromAnyFolder() throws Exception {
        try (FunctionServer functions = new FunctionServer()) {
            Result result = gateway(
                    "--register=" + functions.url("r"),
                    "--transmission=" + functions.url("t"),
                    "--cleanup=" + functions.url("c"),
                    "--check");
            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).endsWith("All settings and targets are good.\n");
        }
    }

    @Test
    void startsInAFolderWithChineseNameAndBlanksInTheLocaleOfABareServer() throws Exception {
        startsInAFolderWithChineseNameAndBlanks("LC_ALL=C");
    }

    @ParameterizedTest
    @Tag("proof")
    @ValueSource(strings = {"LC_ALL=POSIX", "LANG=C", "LC_ALL=zh_CN.UTF-8", "LANG=en_US.ISO-8859-1"})
    void startsInAFolderWithChineseNameAndBlanksInEveryLocale(String locale) throws Exception {
        startsInAFolderWithChineseNameAndBlanks(locale);
    }

    private static String verdict(String locale) {
        return locale.contains("zh_CN")
                ? "\u6240\u6709\u8bbe\u7f6e\u548c\u76ee\u6807\u90fd\u6ca1\u6709\u95ee\u9898\u3002"
                : "All settings and targets are good.";
    }

    /** Through a shell, because a JVM in such a locale cannot name the directory. */
    private static void startsInAFolderWithChineseNameAndBlanks(String locale) throws Exception {
        String script = """
                folder="$1/$(printf '\\347\\275\\221\\345\\205\\263') $3"
                mkdir -p "$folder" && cp -R "$2" "$folder/gateway" && unset LC_ALL LC_CTYPE LANG && export "$3" || exit 9
                shift 3
                exec "$folder/gateway/bin/gateway" --journal="$folder" "$@"
                """;
        try (FunctionServer functions = new FunctionServer()) {
            Result result = run(
                    List.of(
                            "sh",
                            "-c",
                            script,
                            "sh",
                            folder.toString(),
                            home.toString(),
                            locale,
                            "--register=" + functions.url("r"),
                            "--transmission=" + functions.url("t"),
                            "--cleanup=" + functions.url("c"),
                            "--check"),
                    folder);
            assertThat(result.output())
                    .contains("good: --journal " + folder + "/\u7f51\u5173 " + locale + ": can be written to")
                    .endsWith(verdict(locale) + "\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void printsItsVersion() throws Exception {
        Result version = gateway("--version");
        assertThat(version.output())
                .startsWith("scf-websocket gateway ")
                .contains(home.getFileName().toString().substring("gateway-".length()));
        assertThat(version.exitCode()).isZero();
    }

    @Test
    void returnsTheExitCodeOfTheGateway() throws Exception {
        assertThat(gateway(concat(TARGETS, "--ping=0")).exitCode()).isEqualTo(2);
    }

    /** Only an operator can fix it, so the unit must not retry every second. */
    @Test
    void reportsAMissingOrOldJavaAsAWrongSetting() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("java 11/bin"));
        Path java =
                Files.writeString(bin.resolve("java"), "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Result tooOld = withJava(bin.getParent());
        assertThat(tooOld.output())
                .startsWith("The gateway needs Java 17 or later; ")
                .endsWith(" is 11. (docs/troubleshooting.md#gateway-java)\n");
        assertThat(tooOld.exitCode()).isEqualTo(2);
        Result missing = withJava(folder.resolve("nowhere"));
        assertThat(missing.output()).startsWith("There is no ");
        assertThat(missing.exitCode()).isEqualTo(2);
    }

    private static Result withJava(Path javaHome) throws Exception {
        return run(
                List.of(
                        "env",
                        "JAVA_HOME=" + javaHome,
                        home.resolve("bin/gateway").toString()),
                folder);
    }

    @Test
    void everyVariableOfTheExampleIsAnOption() throws IOException {
        Set<String> variables = GatewayMain.commandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .map(EnvironmentDefaults::variable)
                .collect(Collectors.toSet());
        variables.add("GATEWAY_JAVA_OPTS");
        List<String> named = Pattern.compile("(?m)^#?(GATEWAY_[A-Z_]+)=")
                .matcher(Files.readString(home.resolve("conf/gateway.env.example")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(variables).containsAll(named);
    }

    @Test
    void theUnitWaitsLongerThanTheGatewayTakesToStop() throws IOException {
        String unit = Files.readString(home.resolve("systemd/gateway.service"));
        String example = Files.readString(home.resolve("conf/gateway.env.example"));
        assertThat(number(unit, "TimeoutStopSec"))
                .isGreaterThan(number(example, "GATEWAY_DRAIN") + number(example, "GATEWAY_STOP_TIMEOUT") + 10);
        assertThat(unit).contains("ExecReload=/bin/kill -HUP $MAINPID").contains("NoNewPrivileges=yes");
        assertThat(example).contains("GATEWAY_JOURNAL=/var/lib/scf-websocket\n");
        assertThat(unit).contains("StateDirectory=scf-websocket\n");
    }

    @Test
    void theUnitRestartsTheGatewayUnlessASettingIsWrong() throws IOException {
        String unit = Files.readString(home.resolve("systemd/gateway.service"));
        assertThat(unit)
                .contains("Restart=on-failure\n")
                .contains("RestartSec=1\n")
                .contains("RestartPreventExitStatus=2\n")
                .contains("StartLimitIntervalSec=0\n");
        assertThat(unit.indexOf("StartLimitIntervalSec"))
                .as("systemd reads it only in [Unit]")
                .isLessThan(unit.indexOf("[Service]"));
    }

    private static int number(String file, String name) {
        return Pattern.compile("(?m)^" + name + "=(\\d+)$")
                .matcher(file)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static String[] concat(String[] options, String another) {
        return Stream.concat(Stream.of(options), Stream.of(another)).toArray(String[]::new);
    }
}
