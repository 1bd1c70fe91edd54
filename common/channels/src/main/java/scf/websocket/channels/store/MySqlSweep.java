package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import scf.websocket.event.ConnectionId;

/** Removes rows that are out of date, a bounded number in each statement. Thread-safe. */
final class MySqlSweep {
    static final String PUBLICATIONS = "DELETE FROM Publication WHERE Expires < ? ORDER BY Expires LIMIT ?";

    /** Subscribers may hold the epoch of a channel that is used no more. */
    static final String CHANNELS = "SELECT Name FROM Channel WHERE Expires < ? AND NOT EXISTS"
            + " (SELECT 1 FROM Subscription s WHERE s.Channel = Name) ORDER BY Expires LIMIT ?";

    static final String REMOVE_CHANNEL = "DELETE FROM Channel WHERE Name = ? AND Expires < ?";

    /** In the order of the index, from where the last call ended. */
    static final String CONNECTIONS =
            "SELECT DISTINCT ConnectionID FROM Subscription WHERE ConnectionID > ?" + " ORDER BY ConnectionID LIMIT ?";

    static final String EXISTING = "SELECT ConnectionID FROM ConnectionID_List WHERE ConnectionID IN ";

    private final MySqlRunner database;
    private final Clock clock;

    MySqlSweep(MySqlRunner database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Removes publications and channels. */
    int run(int limit) {
        return database.run(connection -> publications(connection, limit) + channels(connection, limit));
    }

    private int publications(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLICATIONS)) {
            statement.setLong(1, clock.millis());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    private int channels(Connection connection, int limit) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CHANNELS)) {
            statement.setLong(1, clock.millis());
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        int removed = 0;
        try (PreparedStatement statement = connection.prepareStatement(REMOVE_CHANNEL)) {
            for (String name : names) {
                statement.setString(1, name);
                statement.setLong(2, clock.millis());
                removed += statement.executeUpdate();
            }
        }
        return removed;
    }

    Orphans orphans(String after, int limit) {
        return database.run(connection -> {
            List<String> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(CONNECTIONS)) {
                statement.setString(1, after);
                statement.setInt(2, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
            Set<String> orphans = new LinkedHashSet<>(found);
            orphans.removeAll(existing(connection, found));
            return new Orphans(
                    orphans.stream().map(ConnectionId::of).collect(Collectors.toList()),
                    found.size() < limit ? "" : found.get(found.size() - 1));
        });
    }

    private static Set<String> existing(Connection connection, List<String> ids) throws SQLException {
        Set<String> existing = new HashSet<>();
        if (ids.isEmpty()) {
            return existing;
        }
        try (PreparedStatement statement = connection.prepareStatement(EXISTING + MySqlRows.placeholders(ids.size()))) {
            MySqlRows.setAll(statement, ids);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    existing.add(row.getString(1));
                }
            }
        }
        return existing;
    }
}
