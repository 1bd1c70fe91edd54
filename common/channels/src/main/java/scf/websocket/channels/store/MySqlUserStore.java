package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.config.RateBucket;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.Utf8;

/** The tables UserRestriction, SignIn and CommandRate of {@code sql/003_channels.sql}. Thread-safe. */
public final class MySqlUserStore implements UserStore {
    static final String SIGN_IN = "INSERT INTO SignIn (ConnectionID, UserName, Expires) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE UserName = VALUES(UserName), Expires = VALUES(Expires)";
    static final String SIGN_INS =
            "SELECT ConnectionID FROM SignIn WHERE UserName = ? AND Expires > ? ORDER BY Expires DESC LIMIT ?";
    static final String RESTRICTIONS =
            "SELECT Kind FROM UserRestriction WHERE UserName = ? AND Channel IN ('', ?) AND Expires > ?";
    static final String RESTRICT = "INSERT INTO UserRestriction (UserName, Channel, Kind, Expires) VALUES (?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE Expires = VALUES(Expires)";
    static final String LIFT = "DELETE FROM UserRestriction WHERE UserName = ? AND Channel = ? AND Kind = ?";
    static final String SWEEP_RESTRICTIONS = "DELETE FROM UserRestriction WHERE Expires <= ? ORDER BY Expires LIMIT ?";
    static final String SWEEP_SIGN_INS = "DELETE FROM SignIn WHERE Expires <= ? ORDER BY Expires LIMIT ?";

    /** No function runs for longer than 15 minutes, with any provider or option. */
    private static final Duration LATELY = Duration.ofMinutes(16);

    private static final long NEVER = Long.MAX_VALUE;
    private static final Instant LATEST = Instant.ofEpochMilli(NEVER);

    private final MySqlRunner database;
    private final Clock clock;
    private final MySqlCommandRates rates;

    private MySqlUserStore(MySqlRunner database, Clock clock) {
        this.database = database;
        this.rates = new MySqlCommandRates(database, clock);
        this.clock = clock;
    }

    /**
     * @param database the pool of the connection store
     * @param nanoTime a monotonic clock
     */
    public static MySqlUserStore of(DataSource database, Clock clock, LongSupplier nanoTime) {
        return new MySqlUserStore(new MySqlRunner(database, nanoTime), clock);
    }

    @Override
    public void signIn(String user, ConnectionId id) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SIGN_IN)) {
                statement.setString(1, id.value());
                statement.setBytes(2, Utf8.encode(user));
                statement.setLong(3, clock.millis() + LATELY.toMillis());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<ConnectionId> signIns(String user, int limit) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SIGN_INS)) {
                statement.setBytes(1, Utf8.encode(user));
                statement.setLong(2, clock.millis());
                statement.setInt(3, limit);
                List<ConnectionId> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(ConnectionId.of(row.getString(1)));
                    }
                }
                return found;
            }
        });
    }

    @Override
    public Set<Restriction> restrictions(String user, String channel) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RESTRICTIONS)) {
                statement.setBytes(1, Utf8.encode(user));
                statement.setString(2, channel);
                statement.setLong(3, clock.millis());
                Set<Restriction> found = EnumSet.noneOf(Restriction.class);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(Restriction.stored(row.getString(1)));
                    }
                }
                return found;
            }
        });
    }

    @Override
    public void restrict(String user, String channel, Restriction restriction, @Nullable Instant expires) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RESTRICT)) {
                setKey(statement, user, channel, restriction);
                statement.setLong(4, expires == null || expires.isAfter(LATEST) ? NEVER : millis(expires));
                return statement.executeUpdate();
            }
        });
    }

    private static long millis(Instant expires) {
        return expires.isBefore(Instant.EPOCH) ? 0 : expires.toEpochMilli();
    }

    private static void setKey(PreparedStatement statement, String user, String channel, Restriction restriction)
            throws SQLException {
        statement.setBytes(1, Utf8.encode(user));
        statement.setString(2, channel);
        statement.setString(3, restriction.storedName());
    }

    @Override
    public boolean lift(String user, String channel, Restriction restriction) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LIFT)) {
                setKey(statement, user, channel, restriction);
                return statement.executeUpdate() > 0;
            }
        });
    }

    @Override
    public int take(String user, RateBucket bucket, int wanted) {
        return rates.take(user, bucket, wanted);
    }

    @Override
    public int sweep(int limit) {
        return database.run(connection -> {
            int restrictions = sweep(connection, SWEEP_RESTRICTIONS, limit);
            int signIns = sweep(connection, SWEEP_SIGN_INS, limit);
            return Math.max(Math.max(restrictions, signIns), rates.sweep(connection, limit));
        });
    }

    private int sweep(Connection connection, String sql, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, clock.millis());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
