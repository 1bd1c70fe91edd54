package scf.websocket.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the server: once to create the system tables, then to serve. */
final class ServerProcess {
    private static final long BOOTSTRAP_SECONDS = 60;
    private static final String NO_ACCOUNTS =
            "DELETE FROM global_priv WHERE User = 'root';\nDELETE FROM proxies_priv;\n";

    private final ServerFiles files;
    private final DataFolder folder;

    ServerProcess(ServerFiles files, DataFolder folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Makes the tables of a new folder, without an account. Copies those of the first time, which take a second. */
    void makeTables() throws IOException, InterruptedException {
        Folders.makeOnce(files.newTables(), this::bootstrap);
        folder.beginWith(files.newTables());
    }

    private void bootstrap(Path tables) throws IOException, InterruptedException {
        List<String> command = common(tables);
        command.add("--bootstrap");
        Process process = new ProcessBuilder(OwnSession.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(("create database mysql;\nuse mysql;\n" + files.systemTables() + NO_ACCOUNTS)
                    .getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(BOOTSTRAP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new DatabaseStartException("MariaDB could not make its system tables:\n" + logTail());
        }
    }

    /** Serves, with this account and no other. */
    Process serve(int port, String user, String password) throws IOException {
        DataFolder.writeForOwner(folder.account(), account(user, password));
        List<String> command = common(folder.tables());
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                // Nobody needs the Unix socket, and its path may be too long below a deep folder.
                "--socket=" + (files.platform().isPosix() ? "" : "unused"),
                "--pid-file=" + folder.pidFile(),
                "--init-file=" + folder.account(),
                "--skip-ssl",
                "--skip-name-resolve",
                "--performance-schema=OFF",
                "--max-connections=500",
                "--innodb-flush-log-at-trx-commit=2"));
        return new ProcessBuilder(OwnSession.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .start();
    }

    /** The last lines of the log, for a message. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(folder.log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private List<String> common(Path tables) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                files.executable().toString(),
                "--no-defaults",
                "--basedir=" + files.home(),
                "--datadir=" + tables,
                "--lc-messages-dir=" + files.share(),
                "--character-sets-dir=" + files.share().resolve("charsets"),
                "--character-set-server=utf8mb4",
                "--skip-log-bin",
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=16M",
                "--innodb-undo-tablespaces=0",
                "--aria-pagecache-buffer-size=8M"));
        // A starting server deletes all temporary tables in its folder, also those of another server.
        Path temporary = folder.temporary();
        // A colon separates folders.
        if (!files.platform().isPosix() || !temporary.toString().contains(":")) {
            command.add("--tmpdir=" + temporary);
        }
        if (files.platform().isPosix() && System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    /** Each statement ends its line. */
    private static String account(String user, String password) {
        return "REPLACE INTO mysql.global_priv VALUES ('127.0.0.1', '" + user + "', JSON_OBJECT("
                + "'access', 18446744073709551615, 'plugin', 'mysql_native_password', "
                + "'authentication_string', PASSWORD('" + password + "')));\nFLUSH PRIVILEGES;\n";
    }
}
