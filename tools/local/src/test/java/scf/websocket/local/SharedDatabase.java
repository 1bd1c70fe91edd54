package scf.websocket.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import scf.websocket.database.EmbeddedDatabase;

/** One database server for all tests of this JVM, started on first use; it ends with the JVM. */
final class SharedDatabase {
    private static final EmbeddedDatabase SERVER = start();

    private SharedDatabase() {}

    private static EmbeddedDatabase start() {
        // Two JVMs run tests concurrently.
        String folder = "shared-" + System.getProperty("test.fork", "alone");
        EmbeddedDatabase server = EmbeddedDatabase.start(Path.of("target", "databases", folder));
        server.applyScripts(Path.of("..", "..", "sql"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    static EmbeddedDatabase server() {
        return SERVER;
    }

    static DatabaseAddress address() {
        return new DatabaseAddress(
                "127.0.0.1", SERVER.port(), DatabaseAddress.DEFAULT_NAME, SERVER.user(), SERVER.password());
    }

    /** The connection ids in the table. */
    static Set<String> ids() throws SQLException {
        Set<String> ids = new TreeSet<>();
        try (Connection connection = SERVER.connect(DatabaseAddress.DEFAULT_NAME);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ConnectionID FROM ConnectionID_List")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    static void insert(String id) throws SQLException {
        try (Connection connection = SERVER.connect(DatabaseAddress.DEFAULT_NAME);
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO ConnectionID_List VALUES (?, UTC_TIMESTAMP(3))")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    /** The channel loses its history, as after the loss of a database. */
    static void forgetChannel(String name) throws SQLException {
        try (Connection connection = SERVER.connect(DatabaseAddress.DEFAULT_NAME)) {
            for (String condition : new String[] {"Publication WHERE Channel = ?", "Channel WHERE Name = ?"}) {
                try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + condition)) {
                    statement.setString(1, name);
                    statement.executeUpdate();
                }
            }
        }
    }

    static void clear() throws SQLException {
        try (Connection connection = SERVER.connect(DatabaseAddress.DEFAULT_NAME);
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"ConnectionID_List", "Subscription", "Publication", "Channel"}) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }
}
