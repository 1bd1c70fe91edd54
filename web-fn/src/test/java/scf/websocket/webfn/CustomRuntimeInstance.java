package scf.websocket.webfn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.runtime.RuntimeApiServer;

/**
 * An instance of a function as SCF runs it with CustomRuntime: {@code bootstrap} of a read-only package, with the
 * variables of the platform and of {@code serverless.yml} alone, and its own API. If the test runs as root, the instance
 * runs as nobody.
 */
final class CustomRuntimeInstance implements AutoCloseable {
    private static final String NOBODY = "65534";

    private final RuntimeApiServer api;
    private final Process process;
    private final Path log;

    private CustomRuntimeInstance(RuntimeApiServer api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts an instance without waiting.
     *
     * @param code the unpacked package
     * @param work the directory for the log and the replacement of /tmp; must be accessible to all users
     * @param handler the function's handler
     * @param environment the variables of {@code serverless.yml}
     */
    static CustomRuntimeInstance start(Path code, Path work, String handler, Map<String, String> environment)
            throws IOException {
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        RuntimeApiServer api = new RuntimeApiServer();
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(api.environment(handler));
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("TMPDIR", temporary.toString());
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.add(code.resolve("bootstrap").toString());
        Path log = work.resolve(handler + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(code.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return new CustomRuntimeInstance(api, builder.start(), log);
    }

    RuntimeApiServer api() {
        return api;
    }

    Process process() {
        return process;
    }

    /** Returns the output so far. */
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Returns the exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the instance does not end");
        }
        return process.exitValue();
    }

    /** Sends SIGTERM, and returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return end();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }
}
