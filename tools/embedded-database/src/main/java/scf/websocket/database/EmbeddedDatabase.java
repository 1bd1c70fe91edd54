package scf.websocket.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server as a child process that listens on 127.0.0.1 alone and has one account with all rights. Its folder keeps the data from
 * one start to the next. If this JVM dies, the server ends by itself; if it does not, the next start on the same folder ends it first.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "scf";
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final int FREE_PORT_ATTEMPTS = 3;

    private final DataFolder folder;
    private final DatabaseOptions options;
    private final ServerProcess server;
    private final String password;
    private final int port;
    private Process process;
    private @Nullable Watchdog watchdog;

    private EmbeddedDatabase(
            DataFolder folder, DatabaseOptions options, ServerProcess server, String password, int port)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.options = options;
        this.server = server;
        this.password = password;
        this.port = port;
        this.process = server.serve(port, USER, password);
        watchAndAwait();
    }

    /** Starts with {@link DatabaseOptions#defaults()}. */
    public static EmbeddedDatabase start(Path folder) {
        return start(folder, DatabaseOptions.defaults());
    }

    /**
     * Starts a server on the data of the folder and returns when a connection works: within half a second, some seconds later for the
     * first folder of all, which needs the server to be unpacked and its tables to be made, a minute at most.
     *
     * @throws DatabaseStartException if it does not start; the message says why
     */
    public static EmbeddedDatabase start(Path folder, DatabaseOptions options) {
        DataFolder data = DataFolder.lock(folder);
        try {
            data.staleServer().ifPresent(stale -> {
                options.progress().accept("stopping the database that an earlier run left behind");
                stop(stale, STOPPED_WITHIN);
            });
            ServerFiles files =
                    ServerFiles.unpack(Platform.current(), options.base(), data.unpackFallback(), options.progress());
            ServerProcess server = new ServerProcess(files, data);
            String password = data.password();
            if (data.isNew()) {
                options.progress().accept("making a new database in " + data.tables());
                server.makeTables();
            }
            return options.port() == 0
                    ? onFreePort(data, options, server, password)
                    : new EmbeddedDatabase(data, options, server, password, options.port());
        } catch (IOException | InterruptedException e) {
            data.close();
            throw failed(e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Another process may take a free port before the server binds it. */
    private static EmbeddedDatabase onFreePort(
            DataFolder data, DatabaseOptions options, ServerProcess server, String password)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new EmbeddedDatabase(data, options, server, password, freePort());
            } catch (DatabaseStartException e) {
                if (attempt == FREE_PORT_ATTEMPTS
                        || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** The TCP port on 127.0.0.1; the same for the life of this object. */
    public int port() {
        return port;
    }

    /** The name of the only account. */
    public String user() {
        return USER;
    }

    /** The password of the only account; it belongs to the folder. */
    public String password() {
        return password;
    }

    /** @param database a database's name, or empty for none */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=30000";
    }

    /** A new connection, which may send several statements at once; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database) + "&allowMultiQueries=true", USER, password);
    }

    /**
     * Applies the {@code *.sql} files of a folder in the order of their names.
     *
     * @throws SqlScriptException naming the script that failed
     */
    public void applyScripts(Path sqlFolder) {
        try (Connection connection = connect("")) {
            SqlScripts.apply(connection, sqlFolder);
        } catch (SQLException e) {
            throw new SqlScriptException(sqlFolder, e);
        }
    }

    /** Whether the server's process runs. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the current process of the server ends, for any reason. */
    public synchronized CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Kills the server with SIGKILL, as a crash would, and returns when it has ended. Committed data is kept. */
    public synchronized void kill() {
        callOff();
        stop(process.destroyForcibly().toHandle(), STOPPED_WITHIN);
    }

    /**
     * Starts the server again on the same port and folder, after {@link #kill()} or a crash.
     *
     * @throws IllegalStateException if it is running
     * @throws DatabaseStartException if it does not start
     */
    public synchronized void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("The database is running");
        }
        try {
            process = server.serve(port, USER, password);
            watchAndAwait();
        } catch (IOException | InterruptedException e) {
            throw failed(e);
        }
    }

    /** Shuts the server down, by force after 15 s, and unlocks the folder. A second call does nothing. */
    @Override
    public synchronized void close() {
        callOff();
        if (process.isAlive()) {
            askToStop();
            stop(process.toHandle(), STOPPED_WITHIN);
        }
        folder.close();
    }

    private void askToStop() {
        // Where destroy() kills, as on Windows, shut down with SQL.
        if (!process.supportsNormalTermination()) {
            try (Connection connection = connect("");
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
                process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (SQLException e) {
                process.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void callOff() {
        if (watchdog != null) {
            watchdog.close();
            watchdog = null;
        }
    }

    private void watchAndAwait() throws IOException, InterruptedException {
        try {
            if (Platform.current().isPosix()) {
                watchdog = Watchdog.of(process, options.orphanGrace());
            }
            awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            callOff();
            throw e;
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!accepts()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new DatabaseStartException("MariaDB ended while starting:\n" + server.logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseStartException(
                        "MariaDB is not ready after " + READY_WITHIN.toSeconds() + " s:\n" + server.logTail());
            }
        }
    }

    private boolean accepts() {
        try (Connection connection = connect("")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle process, Duration within) {
        process.destroy();
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static DatabaseStartException failed(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new DatabaseStartException("MariaDB could not be started: " + cause.getMessage(), cause);
    }
}
