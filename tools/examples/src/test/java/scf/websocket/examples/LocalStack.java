package scf.websocket.examples;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;

/** Runs {@code ./run} as a process. */
final class LocalStack implements AutoCloseable {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path STATE = Path.of("target", "state").toAbsolutePath();
    static final Duration SOON = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;
    private final int port;

    private LocalStack(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts the stack without waiting for it. */
    static LocalStack start(String name, String... options) throws IOException {
        return start(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dscf.local.state=" + STATE.resolve(name),
                        "-jar",
                        ROOT.resolve("tools/local/target/local.jar").toString()),
                options);
    }

    /**
     * Starts the stack without waiting for it.
     *
     * @param program the command before the options
     */
    static LocalStack start(String name, List<String> program, String... options) throws IOException {
        int[] ports = freePorts();
        Path output = STATE.resolve(name + ".txt");
        Files.createDirectories(STATE);
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--port=" + ports[0], "--push-port=" + ports[1]));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LocalStack(process, output, ports[0]);
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    /** Waits until the terminal shows the text. */
    void awaitPrinted(String text) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!printed().contains(text)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                Assertions.fail("not printed: " + text + "\n" + printed());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/release/websocket");
    }

    /** Returns the processes that it started. */
    List<ProcessHandle> processes() {
        return process.descendants().toList();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        Assertions.assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
