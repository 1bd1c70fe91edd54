package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import scf.websocket.database.EmbeddedDatabase;

/** A real server with the project's schema, and its counters. For one thread. */
final class Database implements AutoCloseable {
    static final String TIME = "database";
    static final String LOG_BYTES = "Innodb_os_log_written";
    static final String SENT_BYTES = "Bytes_sent";
    static final String STATEMENTS = "Com_";
    private static final String TABLE = "SCF_Demo.ConnectionID_List";
    private static final int BATCH = 1000;

    private final EmbeddedDatabase server;
    private final Connection connection;
    private final ProcessHandle process;

    Database(Path folder, Path scripts) {
        server = EmbeddedDatabase.start(folder);
        try {
            server.applyScripts(scripts);
            connection = server.connect("SCF_Demo");
        } catch (SQLException e) {
            server.close();
            throw new IllegalStateException(e);
        }
        process = ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").contains("mariadbd"))
                .findFirst()
                .orElseThrow();
    }

    /** The settings of a function. */
    Map<String, String> environment() {
        return Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", String.valueOf(server.port()),
                "DB_USER", server.user(),
                "DB_PASSWORD", server.password());
    }

    /** The counters and the processor time of the server, without the effect of calls of this method. */
    Counts counts() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS")) {
            Map<String, Long> values = new TreeMap<>();
            while (rows.next()) {
                String name = rows.getString(1);
                boolean wanted = name.startsWith(STATEMENTS) || name.equals(LOG_BYTES) || name.equals(SENT_BYTES);
                if (wanted && !name.equals("Com_show_status")) {
                    values.put(name, rows.getLong(2));
                }
            }
            return Counts.of(values).and(Child.processorTime(TIME, process));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a row, keys included, in a table with this many rows. */
    double bytesOfRow(List<String> ids) {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (?, UTC_TIMESTAMP(3))")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < ids.size(); i++) {
                insert.setString(1, ids.get(i));
                insert.addBatch();
                if ((i + 1) % BATCH == 0 || i + 1 == ids.size()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("ANALYZE TABLE " + TABLE);
        double bytes = number("SELECT data_length + index_length FROM information_schema.tables "
                + "WHERE table_schema = 'SCF_Demo' AND table_name = 'ConnectionID_List'");
        execute("TRUNCATE " + TABLE);
        return bytes / ids.size();
    }

    String version() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long rows() {
        return number("SELECT COUNT(*) FROM " + TABLE);
    }

    void clear() {
        execute("DELETE FROM " + TABLE);
    }

    /** Makes all rows two hours old, so that the sweep checks them. */
    void age() {
        execute("UPDATE " + TABLE + " SET `Date` = UTC_TIMESTAMP(3) - INTERVAL 2 HOUR");
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            server.close();
        }
    }
}
