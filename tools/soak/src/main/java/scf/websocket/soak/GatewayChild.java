package scf.websocket.soak.storm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Signals;

/** A gateway process with pings of two seconds and a journal. For one thread. */
final class GatewayChild implements AutoCloseable {
    private final List<String> command;
    private final Path folder;
    private final int port;
    private Process process;
    private boolean frozen;

    /**
     * @param folder for its log
     * @param journal folder of its journal
     * @param further further options
     */
    GatewayChild(Path jar, Path folder, Path journal, Ports ports, int functions, List<String> further)
            throws IOException {
        String target = "http://127.0.0.1:" + functions;
        this.folder = folder;
        this.port = ports.clients();
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--parent-pid=" + ProcessHandle.current().pid(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--push-port=" + ports.pushes(),
                "--api-id=api-local",
                "--ping=2",
                "--pong=2",
                "--max-message=4096",
                "--max-frame=4096",
                "--access-log=off",
                "--register=" + target + "/register",
                "--transmission=" + target + "/transmission",
                "--cleanup=" + target + "/cleanup",
                "--journal=" + journal));
        command.addAll(further);
        this.process = start();
    }

    /** @param pushes of the internal listener */
    record Ports(int clients, int pushes) {}

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("gateway-" + port + ".log").toFile()))
                .start();
    }

    /** Kills the gateway with SIGKILL and starts it again on the same ports. */
    void killAndStartAgain() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        process = start();
    }

    /** Stops the gateway with SIGTERM, waits until it has drained, and starts it again on the same ports. @return its exit code */
    int stopAndStartAgain() throws IOException, InterruptedException {
        process.destroy();
        int exit = process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        process = start();
        return exit;
    }

    /** Pauses the process with SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        frozen = true;
        Signals.stop(process);
    }

    void thaw() throws IOException, InterruptedException {
        frozen = false;
        Signals.send("CONT", process);
    }

    boolean accepts() {
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

    int exitCode() {
        return process.isAlive() ? -1 : process.exitValue();
    }
}
