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
 * {@code scf_bootstrap} of an unpacked package as a process of its own, as SCF starts it, but on free ports, since a
 * machine has port 9000 only once. Its log, standard output and errors, is a file. Not for Windows.
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

    /** Starts with {@code scf_bootstrap} of the folder alone as command. */
    public static WebFunctionProcess start(Path folder, Map<String, String> environment, Path log) throws IOException {
        return start(List.of(folder.resolve("scf_bootstrap").toString()), folder, environment, log);
    }

    /**
     * Returns at once.
     *
     * @param command what starts {@code scf_bootstrap}
     * @param folder the working directory
     * @param environment complete, except for the ports and a PATH; nothing is inherited from this process
     * @param log truncated at the start
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
     * Returns within two milliseconds after the port for clients opens.
     *
     * @throws PackageException with the log, if the process ends or the port does not open in time
     */
    public void awaitListening(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String why = process.isAlive()
                        ? "does not listen after " + within.toSeconds() + " s"
                        : "has ended with " + process.exitValue();
                throw new PackageException("The Web function " + why + ":\n" + log());
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

    /** Its output so far. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** The chat page. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where clients connect. */
    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/release/websocket");
    }

    /** The push URL of the internal listener. */
    public URI pushUrl() {
        return URI.create("http://127.0.0.1:" + pushPort + "/api-local");
    }

    /** The push URL of the public listener. */
    public URI publicPushUrl() {
        return page().resolve("api-local");
    }

    /** The process id of Java, which replaces {@code scf_bootstrap}. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, kills the process after a minute, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd(STOPPED_WITHIN);
    }

    /** Waits for its end, kills it if that takes too long, and returns its exit code. */
    public int awaitEnd(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** {@link #stop()}, without the exit code. */
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
