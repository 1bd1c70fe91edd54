package scf.websocket.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Signals;

/** One real server of a Redis Cluster. */
public final class RedisClusterServer {
    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    RedisClusterServer(Path folder, int port, int busPort, List<String> further) {
        this.folder = folder;
        this.port = port;
        this.options = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-config-file",
                "nodes.conf",
                "--requirepass",
                RedisClusterProcesses.PASSWORD,
                "--masterauth",
                RedisClusterProcesses.PASSWORD));
        options.addAll(further);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = InstalledRedis.start(folder, options);
    }

    public int port() {
        return port;
    }

    /** Runs a command and returns its answer as redis-cli prints it. */
    public String ask(String... command) {
        List<String> line = new ArrayList<>(List.of(
                "redis-cli", "--no-auth-warning", "-a", RedisClusterProcesses.PASSWORD, "-p", Integer.toString(port)));
        line.addAll(List.of(command));
        return InstalledRedis.run(line).trim();
    }

    boolean answers() {
        try {
            return ask("PING").equals("PONG");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    String id() {
        return ask("CLUSTER", "MYID");
    }

    /** Kills the server; its data is lost. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Suspends the process: its sockets stay open and commands wait. */
    public void freeze() {
        Signals.stop(process);
    }

    public void thaw() {
        Signals.send("CONT", process);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    void start() {
        process = InstalledRedis.start(folder, options);
    }
}
