package scf.websocket.testing.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.Signals;

/** One real server of an installed Redis, which can be paused, killed and started again. For one thread. */
public final class InstalledRedisServer {
    /** A port at which nothing listens. */
    private static final String NOBODY = "1";

    private static final int ATTEMPTS = 3;

    private final Path folder;
    private final int port;
    private final String password;
    private final List<String> options;
    private Process process;
    private boolean frozen;

    /**
     * Starts the server, which may not answer yet.
     *
     * @param password of its default user; empty for none
     * @param further options as on its command line
     */
    InstalledRedisServer(Path folder, int port, String password, List<String> further) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.options = new ArrayList<>(further);
        options.addAll(List.of("--port", Integer.toString(port)));
        if (!password.isEmpty()) {
            options.addAll(List.of("--requirepass", password));
        }
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

    /**
     * Runs a command and returns its answer, a list with one element a line.
     *
     * @throws UncheckedIOException if the server does not answer
     */
    public String ask(String... command) {
        return String.join("\n", list(command)).trim();
    }

    /**
     * Runs a command whose answer is a list. Repeats it if the connection breaks, because a server that becomes a replica closes
     * its connections.
     */
    public List<String> list(String... command) {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return RedisQuestion.ask(port, password, command);
            } catch (SocketException | EOFException e) {
                if (left == 0 || !isRunning()) {
                    throw new UncheckedIOException(e);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
        frozen = true;
        Signals.stop(process);
    }

    public void thaw() {
        frozen = false;
        Signals.send("CONT", process);
    }

    /** Whether it is neither killed nor suspended. */
    public boolean isRunning() {
        return process.isAlive() && !frozen;
    }

    /** Leaves out an option, each time it was given, at the next start. */
    void remove(String option) {
        for (int at = options.indexOf(option); at >= 0; at = options.indexOf(option)) {
            int end = at + 1;
            while (end < options.size() && !options.get(end).startsWith("--")) {
                end++;
            }
            options.subList(at, end).clear();
        }
    }

    /**
     * Starts the killed server of a cluster with another port of the cluster's bus, and with a wrong one for each other
     * server; waits until it answers.
     */
    void startApart(int bus) {
        Path view = folder.resolve("nodes.conf");
        try {
            Files.writeString(
                    view,
                    Files.readString(view)
                            .lines()
                            .map(line -> line.contains("myself") ? line : line.replaceFirst("@\\d+", "@" + NOBODY))
                            .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        remove("--cluster-port");
        options.addAll(List.of("--cluster-port", Integer.toString(bus)));
        startAgain();
    }

    /** Starts the killed server with its present options, and waits until it answers. */
    void startAgain() {
        process = InstalledRedis.start(folder, options);
        Await.until("the server answers", this::answers);
    }
}
