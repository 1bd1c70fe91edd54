package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.event.ConnectionId;

/** The table Subscription. Thread-safe. */
final class MySqlSubscriptions {
    private static final String COLUMNS = "Channel, ConnectionID, " + MySqlRows.INFO + ", Protobuf, Announced, Expires";

    /** Reads and locks the connection's row, which cleanup deletes first: the later of the two sees the other. */
    static final String ADD = "INSERT INTO Subscription (" + COLUMNS + ", Since)"
            + " SELECT ?, ConnectionID, ?, ?, ?, ?, ?, ?, ?, ? FROM ConnectionID_List"
            + " WHERE ConnectionID = ? LOCK IN SHARE MODE"
            + " ON DUPLICATE KEY UPDATE ConnectionInfo = VALUES(ConnectionInfo), ChannelInfo = VALUES(ChannelInfo),"
            + " Announced = VALUES(Announced), Expires = VALUES(Expires)";

    static final String FIND = "SELECT " + COLUMNS + " FROM Subscription WHERE Channel = ? AND ConnectionID = ?";
    static final String REMOVE = "DELETE FROM Subscription WHERE Channel = ? AND ConnectionID = ?";
    static final String EXTEND = "UPDATE Subscription SET Expires = ? WHERE Channel = ? AND ConnectionID = ?";
    static final String OF_CONNECTION = "SELECT " + COLUMNS + " FROM Subscription WHERE ConnectionID = ?";
    static final String REMOVE_CONNECTION = "DELETE FROM Subscription WHERE ConnectionID = ?";
    static final String OF_CHANNEL =
            "SELECT " + COLUMNS + " FROM Subscription WHERE Channel = ? ORDER BY ConnectionID LIMIT ?";
    static final String OCCUPIED =
            "SELECT Channel FROM Subscription WHERE Channel >= ? AND Channel < ? ORDER BY Channel LIMIT ?";
    static final String COUNT =
            "SELECT COUNT(*) AS Clients, COUNT(DISTINCT UserName) AS Users FROM Subscription WHERE Channel = ?";
    static final String EXPIRED = "SELECT " + COLUMNS + " FROM Subscription WHERE Expires < ? ORDER BY Expires LIMIT ?";

    /** Greater than every character of a channel's name. */
    private static final char AFTER_NAMES = 0x7F;

    private final MySqlRunner database;
    private final Clock clock;

    MySqlSubscriptions(MySqlRunner database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean add(Subscriber subscriber) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                statement.setString(1, subscriber.channel());
                MySqlRows.setInfo(statement, 2, subscriber.info());
                statement.setBoolean(6, subscriber.isProtobuf());
                statement.setBoolean(7, subscriber.isAnnounced());
                MySqlRows.setMillis(statement, 8, subscriber.expires());
                statement.setLong(9, clock.millis());
                statement.setString(10, subscriber.connection().value());
                if (statement.executeUpdate() > 0) {
                    return true;
                }
            }
            // An update that changes nothing counts no row, either.
            return find(connection, subscriber.channel(), subscriber.connection())
                    .isPresent();
        });
    }

    private static Optional<Subscriber> find(Connection connection, String channel, ConnectionId id)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, channel);
            statement.setString(2, id.value());
            return read(statement).stream().findFirst();
        }
    }

    Optional<Subscriber> remove(String channel, ConnectionId id) {
        return database.run(connection -> {
            Optional<Subscriber> found = find(connection, channel, id);
            return found.isPresent() && remove(connection, channel, id) ? found : Optional.empty();
        });
    }

    private static boolean remove(Connection connection, String channel, ConnectionId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, channel);
            statement.setString(2, id.value());
            return statement.executeUpdate() > 0;
        }
    }

    boolean extend(String channel, ConnectionId id, @Nullable Instant expires) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EXTEND)) {
                MySqlRows.setMillis(statement, 1, Optional.ofNullable(expires));
                statement.setString(2, channel);
                statement.setString(3, id.value());
                statement.executeUpdate();
            }
            return find(connection, channel, id).isPresent();
        });
    }

    List<Subscriber> end(ConnectionId id) {
        return database.run(connection -> {
            List<Subscriber> subscribers;
            try (PreparedStatement statement = connection.prepareStatement(OF_CONNECTION)) {
                statement.setString(1, id.value());
                subscribers = read(statement);
            }
            if (!subscribers.isEmpty()) {
                try (PreparedStatement statement = connection.prepareStatement(REMOVE_CONNECTION)) {
                    statement.setString(1, id.value());
                    statement.executeUpdate();
                }
            }
            return subscribers;
        });
    }

    List<Subscriber> ofChannel(String channel, int limit) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OF_CHANNEL)) {
                statement.setString(1, channel);
                statement.setInt(2, limit);
                return read(statement);
            }
        });
    }

    List<String> occupied(String prefix, int limit) {
        return database.run(connection -> {
            List<String> channels = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(OCCUPIED)) {
                statement.setString(1, prefix);
                statement.setString(2, prefix + AFTER_NAMES);
                statement.setInt(3, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        channels.add(row.getString(1));
                    }
                }
            }
            return channels;
        });
    }

    PresenceCount count(String channel) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
                statement.setString(1, channel);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? new PresenceCount(row.getInt("Clients"), row.getInt("Users"))
                            : new PresenceCount(0, 0);
                }
            }
        });
    }

    List<Subscriber> expired(Duration grace, int limit) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
                statement.setLong(1, clock.millis() - grace.toMillis());
                statement.setInt(2, limit);
                return read(statement);
            }
        });
    }

    private static List<Subscriber> read(PreparedStatement statement) throws SQLException {
        List<Subscriber> subscribers = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ClientInfo info = MySqlRows.info(row);
                String id = row.getString("ConnectionID");
                if (info != null && ConnectionId.isValid(id)) {
                    subscribers.add(Subscriber.of(
                            row.getString("Channel"),
                            ConnectionId.of(id),
                            info,
                            row.getBoolean("Protobuf"),
                            row.getBoolean("Announced"),
                            MySqlRows.time(row, "Expires")));
                }
            }
        }
        return subscribers;
    }
}
