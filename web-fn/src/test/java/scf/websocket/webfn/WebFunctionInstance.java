package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import scf.websocket.testing.process.Signals;

/**
 * An instance of the Web function as on SCF: runs {@code scf_bootstrap} of a read-only unpacked package, with its own
 * environment and its own directory instead of /tmp. Several instances can share one machine and one unpacked package,
 * because each gets free ports in GATEWAY_PORT and GATEWAY_PUSH_PORT; on SCF, where instances do not share a machine,
 * the port is always 9000. If the test runs as root, which can write to read-only files, the instance runs as nobody.
 */
final class WebFunctionInstance implements AutoCloseable {
    private static final Duration LISTENING_WITHIN = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";

    private final WebFunctionProcess process;

    private WebFunctionInstance(WebFunctionProcess process) {
        this.process = process;
    }

    /**
     * Starts an instance, and returns when the port for clients is open.
     *
     * @param code the unpacked package
     * @param work the directory for the log and the replacement of /tmp; must be accessible to all users
     * @param environment the variables of {@code web-fn/serverless.yml}
     */
    static WebFunctionInstance start(Path code, Path work, Map<String, String> environment) throws IOException {
        WebFunctionInstance instance = launch(code, work, environment);
        try {
            instance.process.awaitListening(LISTENING_WITHIN);
            return instance;
        } catch (IOException | RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    /** Starts an instance without waiting. */
    static WebFunctionInstance launch(Path code, Path work, Map<String, String> environment) throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("TMPDIR", temporary(work).toString());
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.add(code.resolve("scf_bootstrap").toString());
        return new WebFunctionInstance(WebFunctionProcess.start(command, code, variables, work.resolve("log")));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Returns an instance's replacement of /tmp. */
    static Path temporary(Path work) throws IOException {
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        return temporary;
    }

    /** Returns the process, with its addresses and its log. */
    WebFunctionProcess process() {
        return process;
    }

    /** Returns the output so far. */
    Stream<String> logLines() throws IOException {
        return process.log().lines();
    }

    /** Suspends the process until {@link #thaw()}, as SCF does while no request is in progress. */
    void freeze() {
        Signals.send("STOP", process.pid());
    }

    void thaw() {
        Signals.send("CONT", process.pid());
    }

    /** Sends SIGTERM, waits for the process to exit, and returns its exit code. */
    int terminate() throws InterruptedException {
        return process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
