package scf.websocket.webfn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.testing.process.FreePorts;

/**
 * Runs {@code scf_bootstrap} of an unpacked package as SCF does, but on free ports rather than port 9000. Its standard
 * output and errors go to a log file. Not for Windows.
 */
public final class WebFunctionProcess implements AutoCloseable {
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Process process;
    private final int port;
    private final int pushPort;
    private final Path log;

    private WebFunctionProcess(Process process, int port, int pushPort, Path log) {
        this.process = process;
        this.port = port;
        this.pushPort = pushPort;
        this.log = log;
    }

    /** Starts {@code scf_bootstrap} of the directory. */
    public static WebFunctionProcess start(Path folder, Map<String, String> environment, Path log) throws IOException {
        return start(List.of(folder.resolve("scf_bootstrap").toString()), folder, environment, log);
    }

    /**
     * Starts the process and returns at once.
     *
     * @param command the command that starts {@code scf_bootstrap}
     * @param folder the working directory
     * @param environment all variables except for the ports and PATH; nothing is inherited from this process
     * @param log the log file, truncated at start
     */
    public static WebFunctionProcess start(List<String> command, Path folder, Map<String, String> environment, Path log)
            throws IOException {
        int port = FreePorts.take();
        int pushPort = FreePorts.take();
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin", "GATEWAY_PORT", "" + port, "GATEWAY_PUSH_PORT", "" + pushPort));
        variables.putAll(environment);
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return new WebFunctionProcess(process, port, pushPort, log);
    }

    /**
     * Waits until the port for clients is open, and returns within two milliseconds after that.
     *
     * @throws PackageException with the log, if the process exits or the port does not open in time
     */
    public void awaitListening(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String problem = process.isAlive()
                        ? "does not listen after " + within.toSeconds() + " s"
                        : "exited with " + process.exitValue();
                throw new PackageException("The Web function " + problem + ":\n" + log());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the output so far. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Returns the URL of the chat page. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Returns the WebSocket URL for clients. */
    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/release/websocket");
    }

    /** Returns the push URL of the internal listener. */
    public URI pushUrl() {
        return URI.create("http://127.0.0.1:" + pushPort + "/api-local");
    }

    /** Returns the push URL of the public listener. */
    public URI publicPushUrl() {
        return page().resolve("api-local");
    }

    /** Returns the process id of Java, which replaces {@code scf_bootstrap}. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, kills the process after a minute, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd(STOPPED_WITHIN);
    }

    /** Waits for the process to exit, kills it after the time-out, and returns its exit code. */
    public int awaitEnd(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Calls {@link #stop()}. */
    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
