package scf.websocket.connection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import scf.websocket.config.Settings;
import scf.websocket.database.EmbeddedDatabase;

/** One database server for the tests that need one, each of which empties the table first. */
final class Database {
    static final Path SCRIPTS = Path.of("..", "sql");

    private Database() {}

    static EmbeddedDatabase start() {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of("target", "database"));
        database.applyScripts(SCRIPTS);
        return database;
    }

    static Settings settings(EmbeddedDatabase database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(database.port()),
                "DB_USER", database.user(),
                "DB_PASSWORD", database.password()));
        environment.putAll(more);
        return Settings.of(environment);
    }

    static void execute(EmbeddedDatabase database, String sql) throws java.sql.SQLException {
        try (var connection = database.connect("SCF_Demo");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
