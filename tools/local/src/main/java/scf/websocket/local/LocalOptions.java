package scf.websocket.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, described for people in {@code help.txt}. */
@Command(name = "run")
final class LocalOptions {
    private static final int MAX_PORT = 65535;
    private static final Pattern DATABASE_NAME = Pattern.compile("\\w{1,64}");

    @Option(names = "--port")
    int port = 8080;

    @Option(names = "--push-port")
    int pushPort = 8081;

    @Option(names = "--app")
    @Nullable Path app;

    @Option(names = "--watch")
    boolean watch;

    @Option(names = "--sql")
    @Nullable Path sql;

    @Option(names = "--path", split = ",")
    List<String> path = new ArrayList<>();

    @Option(names = "--pass-query", split = ",")
    List<String> passQuery = new ArrayList<>();

    @Option(names = "--pass-headers", split = ",")
    List<String> passHeaders = new ArrayList<>();

    @Option(names = "--allow-origin", split = ",")
    List<String> allowOrigin = new ArrayList<>();

    @Option(names = "--db-host")
    @Nullable String dbHost;

    @Option(names = "--db-port")
    @Nullable Integer dbPort;

    @Option(names = "--db-user")
    @Nullable String dbUser;

    @Option(names = "--db-password", arity = "0..1", interactive = true, prompt = "Password of the database: ")
    @Nullable String dbPassword;

    @Option(names = "--db-name")
    @Nullable String dbName;

    @Option(names = {"-V", "--version"})
    boolean version;

    @Option(names = {"-h", "--help"})
    boolean help;

    /** The jar of {@code --app}, whatever folder the gateway runs in; null if there is none. */
    @Nullable Path appJar() {
        return app == null ? null : app.toAbsolutePath().normalize();
    }

    /** What runs, for the person at the terminal. */
    String application() {
        return app == null ? "the chat room and channels" : appJar() + (watch ? ", watched" : "");
    }

    /** @throws LocalException with exit code 2, naming the option whose value cannot be used */
    void check() {
        checkPort("--port", port);
        checkPort("--push-port", pushPort);
        if (port == pushPort) {
            throw LocalException.ofOption("--port and --push-port must differ, but both are " + port + ".");
        }
        if (ownDatabase()) {
            checkDatabase(database());
        }
        checkApp();
    }

    private static void checkPort(String option, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw LocalException.ofOption(option + " must be between 1 and 65535, but is " + port + ".");
        }
    }

    private static void checkDatabase(DatabaseAddress database) {
        checkPort("--db-port", database.port());
        if (database.host().isBlank()) {
            throw LocalException.ofOption("--db-host is empty.");
        }
        if (!DATABASE_NAME.matcher(database.name()).matches()) {
            throw LocalException.ofOption("--db-name must be letters, digits and _, but is " + database.name() + ".");
        }
    }

    private void checkApp() {
        if (app != null) {
            AppJar.require(app);
        } else if (watch) {
            throw LocalException.ofOption("--watch needs --app: what is watched is the application's jar.");
        }
        if (sql != null && !Files.isReadable(sql)) {
            throw LocalException.ofOption(
                    "--sql: there is no file " + sql.toAbsolutePath().normalize() + ".");
        }
        if (watch && File.separatorChar == '\\') {
            throw LocalException.ofOption(
                    "--watch needs signals, which Windows does not have: stop the stack and start it again instead.");
        }
    }

    /** What the gateway is told beyond its ports and functions. */
    GatewayExtras gatewayExtras() {
        return new GatewayExtras(path, allowOrigin, passQuery, passHeaders);
    }

    /** Whether a database of one's own was asked for. */
    boolean ownDatabase() {
        return dbHost != null || dbPort != null || dbUser != null || dbPassword != null || dbName != null;
    }

    /** The database of one's own, with the defaults of a MySQL on this machine. */
    DatabaseAddress database() {
        return new DatabaseAddress(
                dbHost == null ? "127.0.0.1" : dbHost,
                dbPort == null ? 3306 : dbPort,
                dbName == null ? DatabaseAddress.DEFAULT_NAME : dbName,
                dbUser == null ? "root" : dbUser,
                dbPassword == null ? "" : dbPassword);
    }
}
