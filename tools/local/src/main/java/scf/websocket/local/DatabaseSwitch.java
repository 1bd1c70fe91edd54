package scf.websocket.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import scf.websocket.database.DatabaseStartException;
import scf.websocket.database.EmbeddedDatabase;

/**
 * Stops the database as a crash would, and starts it again, for the gateway's console. The gateway learns the address by
 * an environment variable; only this machine reaches it, and only whoever knows the random part. Thread-safe.
 */
final class DatabaseSwitch implements AutoCloseable {
    private static final String VARIABLE = "SCF_LOCAL_DATABASE";
    private static final int KEY_BYTES = 16;

    private final EmbeddedDatabase database;
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "database-switch");
        made.setDaemon(true);
        return made;
    });
    private final String path;
    private final CompletableFuture<Integer> unexpectedEnd = new CompletableFuture<>();
    private CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean running = true;

    private DatabaseSwitch(EmbeddedDatabase database, HttpServer server) {
        this.database = database;
        this.server = server;
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.path = "/" + HexFormat.of().formatHex(key) + "/";
    }

    /** @throws LocalException if no port can be opened */
    static DatabaseSwitch of(EmbeddedDatabase database) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DatabaseSwitch made = new DatabaseSwitch(database, server);
            server.createContext(made.path, made::handle);
            server.setExecutor(made.thread);
            made.watch();
            server.start();
            return made;
        } catch (IOException e) {
            throw new LocalException("The switch of the database cannot listen: " + e.getMessage(), e);
        }
    }

    /** For the gateway. */
    Map<String, String> environment() {
        return Map.of(VARIABLE, "http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Completes with the exit code if the database ends although nobody has stopped it. */
    CompletableFuture<Integer> unexpectedEnd() {
        return unexpectedEnd;
    }

    private synchronized void watch() {
        end = database.onExit().thenAccept(this::ended);
    }

    private synchronized void ended(int code) {
        if (running) {
            unexpectedEnd.complete(code);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String wanted = exchange.getRequestURI().getPath().substring(path.length());
            if (!exchange.getRequestMethod().equals("POST") || !(wanted.equals("start") || wanted.equals("stop"))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            try {
                run(wanted.equals("start"));
                exchange.sendResponseHeaders(204, -1);
            } catch (DatabaseStartException e) {
                byte[] message = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(500, message.length);
                exchange.getResponseBody().write(message);
            }
        }
    }

    private void run(boolean wanted) {
        if (wanted == isRunning()) {
            return;
        }
        if (wanted) {
            database.startAgain();
            setRunning(true);
            watch();
        } else {
            // First, so that nobody takes it for a fault.
            setRunning(false);
            database.kill();
        }
    }

    private synchronized boolean isRunning() {
        return running;
    }

    private synchronized void setRunning(boolean now) {
        running = now;
    }

    /** Switches no more. */
    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
        synchronized (this) {
            running = false;
            end.cancel(false);
        }
    }
}
