package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.jar.TestDatabase;

/** One database server for all tests of this JVM, started on first use; it ends with the JVM. */
public final class ChannelsDatabase {
    private static final TestDatabase DATABASE = start();

    private ChannelsDatabase() {}

    private static TestDatabase start() {
        TestDatabase database = new TestDatabase();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        return database;
    }

    public static void execute(String sql) {
        DATABASE.execute(sql);
    }

    /** Opens a connection outside of any pool; the caller closes it. */
    static Connection connect() throws SQLException {
        return DATABASE.server().connect("SCF_Demo");
    }

    /** Removes all rows. */
    public static void clear() {
        for (String table : List.of(
                "Channel",
                "Publication",
                "Subscription",
                "UserRestriction",
                "SignIn",
                "CommandRate",
                "ConnectionID_List")) {
            execute("DELETE FROM " + table);
        }
    }

    /** Returns settings that allow for a busy machine. */
    public static Settings settings() {
        return settings(5000);
    }

    static Settings settings(int statementMillis) {
        return Settings.of(DATABASE.environment(Map.of(
                "DB_CONNECT_TIMEOUT_MILLIS", "5000", "DB_QUERY_TIMEOUT_MILLIS", Integer.toString(statementMillis))));
    }

    /** Returns the store of one instance of a function; the caller closes the connections. */
    public static MySqlChannelStore store(MySqlConnectionStore connections, Clock clock) {
        return MySqlChannelStore.of(connections.shared(DataSource.class).orElseThrow(), clock, System::nanoTime);
    }

    /** Returns the users in the store of one instance. */
    public static MySqlUserStore users(MySqlConnectionStore connections, Clock clock) {
        return MySqlUserStore.of(connections.shared(DataSource.class).orElseThrow(), clock, System::nanoTime);
    }

    /** Returns the rows of a query, as texts. */
    static List<Map<String, String>> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<Map<String, String>> result = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), String.valueOf(rows.getString(i)));
                }
                result.add(row);
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many statements the server has executed, this one included. */
    public static long statements() {
        return Long.parseLong(query("SHOW GLOBAL STATUS LIKE 'Queries'").get(0).get("Value"));
    }

    public static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** Returns the only value of a query. */
    public static String text(String sql) {
        return query(sql).get(0).values().iterator().next();
    }
}
