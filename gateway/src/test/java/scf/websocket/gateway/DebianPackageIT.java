package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;
import scf.websocket.testing.process.Signals;

/** The Debian package, installed by dpkg into a root folder of its own. */
class DebianPackageIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String UNIT = "lib/systemd/system/scf-websocket.service";
    private static final String SETTINGS = "etc/scf-websocket/gateway.env";

    /** Nobody, on every Debian. */
    private static final String UNPRIVILEGED = "65534";

    @TempDir
    private Path root;

    private Path file = Path.of("");

    @BeforeEach
    void prepare() throws Exception {
        boolean canInstall = Files.isExecutable(Path.of("/usr/bin/dpkg")) && isRoot();
        assertThat(canInstall || System.getenv("CI") == null)
                .as("CI has dpkg and root")
                .isTrue();
        assumeTrue(canInstall, "needs dpkg and root");
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            file = files.filter(one -> one.getFileName().toString().endsWith("_all.deb"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path database =
                Files.createDirectories(root.resolve("var/lib/dpkg/info")).getParent();
        Files.createDirectories(database.resolve("updates"));
        Files.createFile(database.resolve("status"));
        Files.createFile(database.resolve("available"));
    }

    private static boolean isRoot() throws Exception {
        return run(List.of("id", "-u")).strip().equals("0");
    }

    @Test
    void installsStartsUnderASupervisorStopsAndLeavesNoTrace() throws Exception {
        dpkg("--install", file.toString());
        assertThat(root.resolve("usr/bin/scf-websocket-gateway")).isSymbolicLink();
        assertThat(root.resolve("usr/bin/scfws")).isSymbolicLink();
        assertThat(root.resolve("opt/scf-websocket/bin/scfws")).isExecutable();
        assertThat(root.resolve("opt/scf-websocket/scfws/scfws.jar")).isRegularFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(SETTINGS))))
                .isEqualTo("rw-------");

        List<Integer> ports = FreePorts.take(2);
        try (FunctionServer functions = new FunctionServer()) {
            Files.writeString(
                    root.resolve(SETTINGS),
                    Files.readString(root.resolve(SETTINGS))
                            .replaceAll("(?m)^GATEWAY_(JOURNAL|DRAIN)=.*\n", "")
                            .replaceAll("(?m)^(GATEWAY_PORT)=.*", "$1=" + ports.get(0))
                            .replaceAll("(?m)^(GATEWAY_PUSH_PORT)=.*", "$1=" + ports.get(1))
                            .replaceAll(
                                    "(?m)^(GATEWAY_(?:REGISTER|TRANSMISSION|CLEANUP))=.*", "$1=" + functions.url("f")));
            Process gateway = startAsTheUnitSays();
            try {
                Await.until("the gateway is ready", START, () -> !gateway.isAlive() || isReady(ports.get(1)));
                assertThat(gateway.isAlive()).as("the log: " + log()).isTrue();
                assertThat(isReady(ports.get(1))).isTrue();
                Signals.send("TERM", gateway);
                assertThat(gateway.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(gateway.exitValue()).isIn(0, 143);
            } finally {
                gateway.destroyForcibly();
            }
        }

        dpkg("--remove", "scf-websocket-gateway");
        assertThat(root.resolve(SETTINGS)).as("settings stay until a purge").exists();
        dpkg("--purge", "scf-websocket-gateway");
        assertThat(filesOfThePackage()).isEmpty();
    }

    @Test
    void anUpgradeKeepsTheSettings() throws Exception {
        dpkg("--install", file.toString());
        Files.writeString(root.resolve(SETTINGS), "GATEWAY_PORT=9\n");

        dpkg("--install", file.toString());

        assertThat(root.resolve(SETTINGS)).hasContent("GATEWAY_PORT=9\n");
    }

    /** Runs the command of the unit with the settings of its file, as another user. */
    private Process startAsTheUnitSays() throws Exception {
        String command = Files.readAllLines(root.resolve(UNIT)).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .map(line -> line.substring("ExecStart=".length()))
                .findFirst()
                .orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + UNPRIVILEGED,
                        "--regid=" + UNPRIVILEGED,
                        "--clear-groups",
                        root + command)
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("GATEWAY_JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        for (String line : Files.readAllLines(root.resolve(SETTINGS))) {
            if (line.startsWith("GATEWAY_")) {
                environment.put(line.split("=", 2)[0], line.split("=", 2)[1]);
            }
        }
        return builder.start();
    }

    private static Path logFile() {
        return Path.of("target", "debian-package.log");
    }

    private static String log() throws Exception {
        return Files.readString(logFile());
    }

    private static boolean isReady(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (Exception e) {
            return false;
        }
    }

    /** Everything but dpkg's own database. */
    private List<String> filesOfThePackage() throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .filter(name -> !name.startsWith("var/lib/dpkg/") && !name.startsWith("var/log/"))
                    .collect(Collectors.toList());
        }
    }

    /** Dependencies are the machine's, and the scripts of the package respect DPKG_ROOT. */
    private void dpkg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("dpkg", "--root=" + root, "--force-depends", "--force-script-chrootless", "--force-confold"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
