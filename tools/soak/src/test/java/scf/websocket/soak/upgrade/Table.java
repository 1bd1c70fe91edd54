package scf.websocket.soak.upgrade;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import scf.websocket.database.EmbeddedDatabase;

/** The connections in the database. */
final class Table {
    /** For a busy machine: this is no test of time limits. */
    private static final String PATIENCE_MILLIS = "15000";

    private final EmbeddedDatabase database;

    Table(EmbeddedDatabase database) {
        this.database = database;
    }

    /** Settings of functions that use it. */
    Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "DB_CONNECT_TIMEOUT_MILLIS",
                PATIENCE_MILLIS,
                "DB_QUERY_TIMEOUT_MILLIS",
                PATIENCE_MILLIS,
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(database.port()),
                "DB_USER",
                database.user(),
                "DB_PASSWORD",
                database.password()));
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        try (Connection connection = database.connect("SCF_Demo");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ConnectionID FROM ConnectionID_List")) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }
}
