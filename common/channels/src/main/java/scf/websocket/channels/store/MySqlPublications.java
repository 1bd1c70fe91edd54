package scf.websocket.channels.store;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;

/** The tables Channel and Publication. Thread-safe. */
final class MySqlPublications {
    static final String LOCK = "SELECT Epoch, Top FROM Channel WHERE Name = ? FOR UPDATE";
    static final String ADD_CHANNEL = "INSERT INTO Channel (Name, Epoch, Top, Expires) VALUES (?, ?, 0, ?)"
            + " ON DUPLICATE KEY UPDATE Name = Name";
    static final String ADD = "INSERT INTO Publication (Channel, Seq, CommandKey, Data, " + MySqlRows.INFO
            + ", Tags, PublishedAt, Expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String ADVANCE = "UPDATE Channel SET Top = ?, Expires = IF(Expires < ?, ?, Expires) WHERE Name = ?";
    static final String PRUNE = "DELETE FROM Publication WHERE Channel = ? AND Seq <= ?";
    static final String REPEATED = "SELECT c.Epoch, p.Seq FROM Publication p JOIN Channel c ON c.Name = p.Channel"
            + " WHERE p.Channel = ? AND p.CommandKey = ?";
    static final String POSITION = "SELECT Epoch, Top FROM Channel WHERE Name = ?";
    static final String POSITIONS = "SELECT Name, Epoch, Top FROM Channel WHERE Name IN ";
    static final String REMOVE_HISTORY = "DELETE FROM Publication WHERE Channel = ?";

    private static final String PAGE = "SELECT c.Epoch, c.Top, p.Seq, p.Data, p.UserName, p.Client, p.ConnectionInfo,"
            + " p.ChannelInfo, p.Tags, p.PublishedAt FROM Channel c JOIN Publication p ON p.Channel = ?"
            + " AND p.Seq > c.Top - ? AND p.Expires > ? AND p.Seq ";
    static final String FORWARDS = PAGE + "> ? WHERE c.Name = ? ORDER BY p.Seq LIMIT ?";
    static final String BACKWARDS = PAGE + "< ? WHERE c.Name = ? ORDER BY p.Seq DESC LIMIT ?";

    /** Old publications are deleted by this many; until then, no query returns them. */
    private static final int PRUNE_EVERY = 16;

    /** An unused channel keeps its epoch for longer than its publications. */
    private static final Duration UNUSED = Duration.ofDays(7);

    /** The row of a channel says less often how long it is kept. */
    private static final Duration EXPIRY_STEP = Duration.ofHours(1);

    private static final int EPOCH_BYTES = 9;

    /** For a lock; for the statement on MariaDB and on MySQL. */
    private static final Set<Integer> WAITED_TOO_LONG = Set.of(1205, 1969, 3024);

    private final MySqlRunner database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MySqlPublications(MySqlRunner database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Published publish(NewPublication wanted) {
        return database.transact(connection -> {
            StreamPosition position = lock(connection, wanted.channel(), wanted.limits());
            Publication publication =
                    wanted.publication().withOffset(position.offset() + 1).withTimeMillis(clock.millis());
            if (!add(connection, wanted, publication)) {
                return repeated(connection, wanted);
            }
            advance(connection, wanted, publication);
            return Published.first(position.epoch(), publication);
        });
    }

    /** Locks the channel until the end of the transaction. */
    private StreamPosition lock(Connection connection, String channel, HistoryLimits limits) throws SQLException {
        StreamPosition position = lock(connection, channel);
        if (position == null) {
            addChannel(connection, channel, limits);
            position = lock(connection, channel);
        }
        if (position == null) {
            throw new SQLException("the channel was removed meanwhile", "40001");
        }
        return position;
    }

    /** The session bounds the wait, by default to a second. */
    private static @Nullable StreamPosition lock(Connection connection, String channel) throws SQLException {
        try {
            return position(connection, LOCK, channel);
        } catch (SQLException e) {
            if (WAITED_TOO_LONG.contains(e.getErrorCode())) {
                throw new ChannelBusyException(e);
            }
            throw e;
        }
    }

    private void addChannel(Connection connection, String channel, HistoryLimits limits) throws SQLException {
        byte[] epoch = new byte[EPOCH_BYTES];
        random.nextBytes(epoch);
        try (PreparedStatement statement = connection.prepareStatement(ADD_CHANNEL)) {
            statement.setString(1, channel);
            statement.setString(2, Base64.getUrlEncoder().withoutPadding().encodeToString(epoch));
            statement.setLong(3, expires(limits));
            statement.executeUpdate();
        }
    }

    private long expires(HistoryLimits limits) {
        return clock.millis() + limits.lifetime().plus(UNUSED).toMillis();
    }

    private static @Nullable StreamPosition position(Connection connection, String sql, String channel)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? StreamPosition.of(row.getLong("Top"), row.getString("Epoch")) : null;
            }
        }
    }

    /** Returns false if the command has published before. */
    private static boolean add(Connection connection, NewPublication wanted, Publication publication)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, wanted.channel());
            statement.setLong(2, publication.offset());
            statement.setBytes(3, wanted.key().digest());
            statement.setBytes(4, publication.data().text().getBytes(StandardCharsets.UTF_8));
            MySqlRows.setInfo(statement, 5, publication.info().orElse(null));
            statement.setBytes(9, JsonTags.write(publication.tags()));
            statement.setLong(10, publication.timeMillis());
            statement.setLong(
                    11, publication.timeMillis() + wanted.limits().lifetime().toMillis());
            statement.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }

    private static Published repeated(Connection connection, NewPublication wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPEATED)) {
            statement.setString(1, wanted.channel());
            statement.setBytes(2, wanted.key().digest());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the channel has a publication above its top", "23000");
                }
                StreamPosition position = StreamPosition.of(row.getLong("Seq"), row.getString("Epoch"));
                return Published.repeated(position, wanted.publication());
            }
        }
    }

    private void advance(Connection connection, NewPublication wanted, Publication publication) throws SQLException {
        long expires = expires(wanted.limits());
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, publication.offset());
            statement.setLong(2, expires - EXPIRY_STEP.toMillis());
            statement.setLong(3, expires);
            statement.setString(4, wanted.channel());
            statement.executeUpdate();
        }
        if (publication.offset() % PRUNE_EVERY == 0
                && publication.offset() > wanted.limits().size()) {
            try (PreparedStatement statement = connection.prepareStatement(PRUNE)) {
                statement.setString(1, wanted.channel());
                statement.setLong(2, publication.offset() - wanted.limits().size());
                statement.executeUpdate();
            }
        }
    }

    HistoryPage history(String channel, HistoryQuery query, HistoryLimits limits) {
        return database.run(connection -> {
            HistoryPage page = null;
            for (int attempt = 1; page == null && query.limit() > 0; attempt++) {
                page = read(connection, channel, query, limits);
                if (page == null) {
                    HistoryPage none = none(connection, channel, limits);
                    // Somebody may have published between the two reads.
                    boolean isSure = query.isReverse() || none.top().offset() <= query.beyond() || attempt > 1;
                    page = isSure ? none : null;
                }
            }
            return page == null ? none(connection, channel, limits) : page;
        });
    }

    /** Returns the position alone. */
    private HistoryPage none(Connection connection, String channel, HistoryLimits limits) throws SQLException {
        StreamPosition position = position(connection, POSITION, channel);
        if (position == null) {
            addChannel(connection, channel, limits);
            position = position(connection, POSITION, channel);
        }
        if (position == null) {
            throw new SQLException("the channel was removed meanwhile", "40001");
        }
        return new HistoryPage(position, Collections.emptyList());
    }

    /** Returns null without publications. */
    private @Nullable HistoryPage read(Connection connection, String channel, HistoryQuery query, HistoryLimits limits)
            throws SQLException {
        MySqlPageReader reader = new MySqlPageReader(query);
        while (reader.wanted() > 0) {
            try (PreparedStatement statement = connection.prepareStatement(query.isReverse() ? BACKWARDS : FORWARDS)) {
                statement.setString(1, channel);
                statement.setLong(2, limits.size());
                statement.setLong(3, clock.millis());
                statement.setLong(4, reader.beyond());
                statement.setString(5, channel);
                statement.setInt(6, reader.wanted());
                try (ResultSet rows = statement.executeQuery()) {
                    reader.read(rows);
                }
            }
        }
        return reader.page();
    }

    void removeHistory(String channel) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(REMOVE_HISTORY)) {
                statement.setString(1, channel);
                return statement.executeUpdate();
            }
        });
    }

    Map<String, StreamPosition> positions(Collection<String> channels) {
        if (channels.isEmpty()) {
            return Collections.emptyMap();
        }
        String names = MySqlRows.placeholders(channels.size());
        return database.run(connection -> {
            Map<String, StreamPosition> positions = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(POSITIONS + names)) {
                MySqlRows.setAll(statement, channels);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        positions.put(
                                row.getString("Name"), StreamPosition.of(row.getLong("Top"), row.getString("Epoch")));
                    }
                }
            }
            return positions;
        });
    }
}
