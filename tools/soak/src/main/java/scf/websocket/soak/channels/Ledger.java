package scf.websocket.soak.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.database.EmbeddedDatabase;

/**
 * Every publication that was ever stored: a trigger in the database copies each in the transaction that stores it, and nothing prunes the
 * copies.
 */
final class Ledger {
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE Soak_Ledger (Channel VARCHAR(255) NOT NULL, Epoch VARCHAR(16) NOT NULL, Seq BIGINT NOT NULL,"
                    + " Data MEDIUMBLOB NOT NULL, Id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE = InnoDB",
            "CREATE TRIGGER Soak_Trigger AFTER INSERT ON Publication FOR EACH ROW"
                    + " INSERT INTO Soak_Ledger (Channel, Epoch, Seq, Data)"
                    + " SELECT NEW.Channel, Epoch, NEW.Seq, NEW.Data FROM Channel WHERE Name = NEW.Channel");

    private static final String CHANNEL_LOST =
            "DELETE FROM Publication WHERE Channel = '%1$s';" + "DELETE FROM Channel WHERE Name = '%1$s'";

    private final EmbeddedDatabase database;

    Ledger(EmbeddedDatabase database) {
        this.database = database;
        SCHEMA.forEach(this::execute);
    }

    private void execute(String sql) {
        try (Connection connection = database.connect("SCF_Demo");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Loses a channel with its history, as a server that is restored from an old copy does. */
    void lose(String channel) {
        execute(String.format("BEGIN;" + CHANNEL_LOST + ";COMMIT", channel));
    }

    /** Everything that was stored in a channel, in the order of the commits. */
    Map<Position, String> stored(String channel) {
        Map<Position, String> stored = new LinkedHashMap<>();
        query("SELECT Epoch, Seq, Data FROM Soak_Ledger WHERE Channel = '" + channel + "' ORDER BY Id", row -> {
            Position position = new Position(row.getString(1), row.getLong(2));
            String before = stored.put(position, new String(row.getBytes(3), UTF_8));
            if (before != null) {
                throw new IllegalStateException(position + " was stored twice");
            }
        });
        return stored;
    }

    /** The newest position of a channel; of no epoch if it does not exist. */
    Position top(String channel) {
        List<Position> tops = new ArrayList<>();
        query(
                "SELECT Epoch, Top FROM Channel WHERE Name = '" + channel + "'",
                row -> tops.add(new Position(row.getString(1), row.getLong(2))));
        return tops.isEmpty() ? new Position("", 0) : tops.get(0);
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Reader reader) {
        try (Connection connection = database.connect("SCF_Demo");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
