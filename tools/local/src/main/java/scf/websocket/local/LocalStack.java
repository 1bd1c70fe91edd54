package scf.websocket.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scf.websocket.database.DatabaseOptions;
import scf.websocket.database.DatabaseStartException;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.database.SqlScriptException;

/**
 * The running parts, started in the order of their dependencies and stopped in reverse. One thread starts and closes it;
 * {@link #requestStop} may be called from any thread.
 */
final class LocalStack implements AutoCloseable {
    private static final Duration GATEWAY_READY_WITHIN = Duration.ofSeconds(60);
    /** The gateway limits its own stop to 30 s. */
    private static final Duration GATEWAY_STOPPED_WITHIN = Duration.ofSeconds(35);
    /** If this JVM is killed, the gateway's cleanups still need the database. */
    private static final Duration DATABASE_OUTLIVES_US_BY = Duration.ofSeconds(10);

    private final LocalOptions options;
    private final StackFiles files;
    private final GatewayCommand command;
    private final Terminal terminal;
    private final Map<String, String> extra;
    private final CompletableFuture<String> stopRequest = new CompletableFuture<>();
    private @Nullable EmbeddedDatabase database;
    private @Nullable DatabaseSwitch databaseSwitch;
    private @Nullable Child gateway;
    private @Nullable Thread watching;

    LocalStack(LocalOptions options, StackFiles files, Terminal terminal) {
        this(options, files, terminal, Map.of());
    }

    /** @param extra for the gateway's environment */
    LocalStack(LocalOptions options, StackFiles files, Terminal terminal, Map<String, String> extra) {
        this.extra = Map.copyOf(extra);
        this.options = options;
        this.files = files;
        this.terminal = terminal;
        Path app = options.watch ? AppCopies.link(files.appCopies()) : options.appJar();
        LocalChannels channels = app == null && LocalChannels.isWanted(System.getenv())
                ? LocalChannels.of(System.getenv(), Instant.now())
                : null;
        this.command =
                new GatewayCommand(files, options.port, options.pushPort, app, channels, options.gatewayExtras());
    }

    /** Returns when clients can connect, or when a stop was requested meanwhile. */
    void start() throws InterruptedException {
        options.check();
        files.requireJars();
        Ports.requireFree(options);
        DatabaseAddress address = options.ownDatabase() ? ownDatabase() : embeddedDatabase();
        if (options.sql != null) {
            terminal.step("running " + options.sql);
            Schema.run(options.sql, address);
        }
        if (stopRequest.isDone()) {
            return;
        }
        terminal.step("starting the gateway");
        Path jar = options.appJar();
        if (options.watch && jar != null) {
            startWatched(jar, address);
        } else {
            startGateway(address);
        }
    }

    private Child startGateway(DatabaseAddress address) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(command.environment(address));
        if (databaseSwitch != null) {
            environment.putAll(databaseSwitch.environment());
        }
        environment.putAll(extra);
        Child child = Child.start("gateway", command.command(), environment, files.gatewayLog());
        gateway = child;
        child.awaitReady(command.readiness(), GATEWAY_READY_WITHIN, stopRequest::isDone);
        if (!stopRequest.isDone()) {
            terminal.banner(command, address, files, options);
        }
        return child;
    }

    private void startWatched(Path jar, DatabaseAddress address) throws InterruptedException {
        AppCopies copies = new AppCopies(files.appCopies());
        FileState running = FileState.of(jar);
        copies.use(jar);
        Child child = startGateway(address);
        AppWatch watch =
                new AppWatch(jar, running, copies, new GatewayReload(child.pid(), files.gatewayLog()), terminal);
        Thread thread = new Thread(watch::run, "watch");
        thread.setDaemon(true);
        thread.start();
        watching = thread;
    }

    private DatabaseAddress ownDatabase() {
        DatabaseAddress address = options.database();
        terminal.step("applying the schema to " + address);
        Schema.apply(address, files.sql());
        return address;
    }

    private DatabaseAddress embeddedDatabase() {
        terminal.step("starting the database");
        try {
            EmbeddedDatabase started = EmbeddedDatabase.start(
                    files.database(),
                    DatabaseOptions.defaults()
                            .withOrphanGrace(DATABASE_OUTLIVES_US_BY)
                            .withProgress(terminal::step));
            database = started;
            started.applyScripts(files.sql());
            databaseSwitch = DatabaseSwitch.of(started);
            return new DatabaseAddress(
                    "127.0.0.1", started.port(), DatabaseAddress.DEFAULT_NAME, started.user(), started.password());
        } catch (DatabaseStartException | SqlScriptException e) {
            throw LocalException.explained("embedded-database", String.valueOf(e.getMessage()), e);
        }
    }

    /** Makes {@link #awaitEnd} return, now or as soon as it is called. */
    void requestStop() {
        stopRequest.complete("");
    }

    /** Waits for a requested stop, and returns empty; or for a part that ends by itself, and returns which, and how. */
    String awaitEnd() {
        List<CompletableFuture<String>> ends = new ArrayList<>(List.of(stopRequest));
        if (databaseSwitch != null) {
            ends.add(databaseSwitch
                    .unexpectedEnd()
                    .thenApply(code -> "The database ended by itself with " + code + "."));
        }
        if (gateway != null) {
            Child child = gateway;
            ends.add(child.onExit()
                    .thenApply(code -> "The gateway ended by itself with " + code + ":\n" + child.logTail()));
        }
        return (String) CompletableFuture.anyOf(ends.toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** Stops all parts, the gateway first, because its last cleanups need the database. */
    @Override
    public void close() {
        if (watching != null) {
            watching.interrupt();
        }
        try {
            if (gateway != null) {
                terminal.step("stopping the gateway");
                gateway.stop(GATEWAY_STOPPED_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (databaseSwitch != null) {
                databaseSwitch.close();
            }
            if (database != null) {
                terminal.step("stopping the database");
                database.close();
            }
        }
    }
}
