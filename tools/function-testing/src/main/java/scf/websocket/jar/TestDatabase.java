package scf.websocket.jar;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.database.EmbeddedDatabase;

/** A database server with the schema, shared by the tests of one or two classes; each test empties the table first. */
public final class TestDatabase implements AutoCloseable {
    public static final Path SCRIPTS = Checkout.resolve("sql");

    /** Two JVMs may run tests concurrently. */
    private final EmbeddedDatabase server =
            EmbeddedDatabase.start(Path.of("target", "database-" + System.getProperty("test.fork", "alone")));

    public TestDatabase() {
        server.applyScripts(SCRIPTS);
    }

    public EmbeddedDatabase server() {
        return server;
    }

    /** Returns the environment of a function that uses this database, with additional variables. */
    public Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(server.port()),
                "DB_USER", server.user(),
                "DB_PASSWORD", server.password()));
        environment.putAll(more);
        return environment;
    }

    public void execute(String sql) {
        try (var connection = server.connect("SCF_Demo");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces all rows by these connections, each with the given age in seconds. */
    public void reset(int ageSeconds, String... ids) {
        execute("DELETE FROM ConnectionID_List");
        for (String id : ids) {
            execute("INSERT INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3) - INTERVAL " + ageSeconds
                    + " SECOND)");
        }
    }

    /** Returns the connections in the table, sorted. */
    public List<String> ids() {
        try (var connection = server.connect("SCF_Demo");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ConnectionID FROM ConnectionID_List ORDER BY 1")) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
