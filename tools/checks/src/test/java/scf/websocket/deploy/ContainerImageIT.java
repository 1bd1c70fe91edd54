package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the steps of the Dockerfile in a folder, without a container engine: {@code COPY} and {@code RUN} of the build
 * stage, then what the image starts, as an unprivileged user that can write to nothing but a temporary folder.
 */
@EnabledOnOs(OS.LINUX)
class ContainerImageIT {
    private static final String UNPRIVILEGED = "10001";

    @TempDir
    private Path folder;

    @Test
    void theStepsMakeAnImageThatStartsReportsItsHealthAndStops() throws Exception {
        boolean isRoot = run(List.of("id", "-u"), folder, Map.of()).strip().equals("0");
        assertThat(isRoot || System.getenv("CI") == null).as("CI is root").isTrue();
        assumeTrue(isRoot, "needs root, to become another user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path image = Files.createDirectories(folder.resolve("image"));
        Map<String, String> environment = build(image);

        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port = freePort();
        environment.put("GATEWAY_PORT", "0");
        environment.put("GATEWAY_PUSH_PORT", String.valueOf(port));
        for (String function : List.of("REGISTER", "TRANSMISSION", "CLEANUP")) {
            environment.put("GATEWAY_" + function, "http://127.0.0.1:9/");
        }
        environment.put(
                "GATEWAY_JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary);
        Path log = folder.resolve("log");
        Process gateway = process(instruction("ENTRYPOINT"), image, environment)
                .redirectOutput(log.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!isHealthy(image, environment)) {
                assertThat(gateway.isAlive()).as(Files.readString(log)).isTrue();
                assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(deadline);
            }
            gateway.destroy();
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).isIn(0, 143);
            assertThat(isHealthy(image, environment)).isFalse();
        } finally {
            gateway.destroyForcibly();
        }
    }

    /** Returns the variables that the image sets. */
    private Map<String, String> build(Path image) throws Exception {
        Path build = Files.createDirectories(folder.resolve("build"));
        Map<String, String> environment = new HashMap<>();
        for (String line : instructions()) {
            String[] words = line.split("\\s+");
            switch (words[0]) {
                case "COPY" -> copy(words, build, image);
                case "RUN" -> run(List.of("sh", "-c", line.substring("RUN ".length())), build, withJdk());
                case "ENV" ->
                    Stream.of(words)
                            .skip(1)
                            .forEach(one -> environment.put(
                                    one.split("=", 2)[0], one.split("=", 2)[1].replace("/opt/", image + "/opt/")));
                default -> {
                    // FROM, USER, EXPOSE and so on; ContainerFilesTest reads them.
                }
            }
        }
        return environment;
    }

    private static void copy(String[] words, Path build, Path image) throws Exception {
        if (words[1].equals("--from=build")) {
            Path target = image.resolve(words[3].substring(1));
            Files.createDirectories(target.getParent());
            run(
                    List.of(
                            "cp",
                            "-R",
                            build.resolve(words[2].replace("/build/", "")).toString(),
                            target.toString()),
                    build,
                    Map.of());
        } else if (words[2].startsWith("/")) {
            Files.copy(Checkout.root().resolve(words[1]), image.resolve(words[2].substring(1)));
        } else {
            run(List.of("sh", "-c", "cp " + Checkout.root() + "/" + words[1] + " " + words[2]), build, Map.of());
        }
    }

    private static Map<String, String> withJdk() {
        return Map.of(
                "PATH",
                System.getProperty("java.home") + "/bin:" + System.getenv("PATH"),
                // jlink needs half of the processor time with it, and links the same image.
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1");
    }

    private boolean isHealthy(Path image, Map<String, String> environment) throws Exception {
        String command = instructions().stream()
                .filter(line -> line.startsWith("HEALTHCHECK"))
                .findFirst()
                .orElseThrow();
        Process check = process(strings(command), image, environment).start();
        assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return check.exitValue() == 0;
    }

    private static List<String> instruction(String name) throws IOException {
        return strings(instructions().stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow());
    }

    /** Returns the words of a command in exec form. */
    private static List<String> strings(String line) {
        String list = line.substring(line.indexOf('[') + 1, line.lastIndexOf(']'));
        return Stream.of(list.split(", *")).map(word -> word.replace("\"", "")).toList();
    }

    private static ProcessBuilder process(List<String> command, Path image, Map<String, String> environment) {
        List<String> words = new ArrayList<>(
                List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups"));
        words.add(image + command.get(0));
        words.addAll(command.subList(1, command.size()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Returns the instructions of the Dockerfile, one a line, without comments. */
    private static List<String> instructions() throws IOException {
        return Files.readString(Checkout.root().resolve("deploy/docker/Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(List<String> command, Path in, Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
