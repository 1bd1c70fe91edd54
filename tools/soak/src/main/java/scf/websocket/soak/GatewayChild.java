package scf.websocket.soak;

import java.io.IOException;
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
            Path jar, Path folder, Path journal, Ports ports, List<String> further, Map<String, String> environment)
            throws IOException {
        this.folder = folder;
        this.port = ports.clients();
        this.environment = Map.copyOf(environment);
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
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

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("gateway-" + port + ".log").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Kills the gateway with SIGKILL and starts it again on the same ports. */
    public void killAndStartAgain() throws IOException, InterruptedException {
        kill();
        startAgain();
    }

    /** Kills the gateway with SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Starts the gateway on the same ports, after {@link #kill()}. */
    public void startAgain() throws IOException {
        process = start();
    }

    /** Stops the gateway with SIGTERM, waits until it has drained, and starts it again on the same ports. @return its exit code */
    public int stopAndStartAgain() throws IOException, InterruptedException {
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

    public boolean accepts() {
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
