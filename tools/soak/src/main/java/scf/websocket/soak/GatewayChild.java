package scf.websocket.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Signals;

/** A gateway process with a journal, which can be killed, paused and restarted. For one thread. */
public final class GatewayChild implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx256m");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final int port;
    private Process process;
    private boolean frozen;

    /**
     * @param folder for its log
     * @param journal folder of its journal
     * @param further further options
     * @param environment in addition to that of this process
     */
    public GatewayChild(
            Path jar, Path folder, Path journal, Ports ports, List<String> further, Map<String, String> environment) {
        this(JVM, jar, folder, journal, ports, further, environment);
    }

    /** @param jvm options of the Java machine */
    public GatewayChild(
            List<String> jvm,
            Path jar,
            Path folder,
            Path journal,
            Ports ports,
            List<String> further,
            Map<String, String> environment) {
        this.folder = folder;
        this.port = ports.clients();
        this.environment = Map.copyOf(environment);
        this.command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--parent-pid=" + ProcessHandle.current().pid(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--push-port=" + ports.pushes(),
                "--access-log=off",
                "--journal=" + journal));
        command.addAll(further);
        this.process = start();
    }

    /** @param pushes of the internal listener */
    public record Ports(int clients, int pushes) {}

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("gateway-" + port + ".log").toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the gateway with SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Starts the gateway on the same ports, after {@link #kill()}. */
    public void startAgain() {
        process = start();
    }

    /** Stops the gateway with SIGTERM, waits until it has drained, and starts it again on the same ports. @return its exit code */
    public int stopAndStartAgain() throws InterruptedException {
        process.destroy();
        int exit = process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        process = start();
        return exit;
    }

    /** Pauses the process with SIGSTOP. */
    public void freeze() throws IOException, InterruptedException {
        frozen = true;
        Signals.stop(process);
    }

    public void thaw() throws IOException, InterruptedException {
        frozen = false;
        Signals.send("CONT", process);
    }

    /**
     * Whether it accepts clients. As a service manager does, starts a gateway again that ended because something that it needs did not
     * answer in time.
     */
    public boolean comesUp() {
        if (exitCode() >= 0) {
            startAgain();
        }
        return accepts();
    }

    private boolean accepts() {
        if (frozen) {
            return false;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public int exitCode() {
        return process.isAlive() ? -1 : process.exitValue();
    }
}
