package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import scf.websocket.channels.config.RateBucket;

/**
 * The table CommandRate: the due times of buckets. One statement takes tokens from a bucket that was used lately, and
 * takes none where there is no room: it changes nothing then. Thread-safe.
 */
final class MySqlCommandRates {
    static final String TAKE =
            "UPDATE CommandRate SET Due = GREATEST(Due, ?) + ?, Expires = IF(Expires < ?, ?, Expires)"
                    + " WHERE Bucket = ? AND Due <= ?";
    static final String ADD = "INSERT IGNORE INTO CommandRate (Bucket, Due, Expires) VALUES (?, ?, ?)";
    static final String DUE = "SELECT Due FROM CommandRate WHERE Bucket = ?";
    static final String SWEEP = "DELETE FROM CommandRate WHERE Expires <= ? ORDER BY Expires LIMIT ?";

    /** The row of a bucket says less often how long it is kept. */
    private static final long EXPIRY_STEP =
            TimeUnit.MILLISECONDS.toMicros(Duration.ofMinutes(1).toMillis());

    private final MySqlRunner database;
    private final Clock clock;

    MySqlCommandRates(MySqlRunner database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    int take(String user, RateBucket bucket, int wanted) {
        byte[] key = KeyDigest.of(bucket.name() + ":" + user);
        return database.run(connection -> {
            long now = TimeUnit.MILLISECONDS.toMicros(clock.millis());
            int most = Math.min(wanted, bucket.rate());
            if (take(connection, key, bucket, most, now) || add(connection, key, bucket, most, now)) {
                return most;
            }
            int room = Math.min(most, bucket.room(due(connection, key), now));
            return room > 0 && take(connection, key, bucket, room, now) ? room : 0;
        });
    }

    private static boolean take(Connection connection, byte[] key, RateBucket bucket, int commands, long now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setLong(1, now);
            statement.setLong(2, bucket.cost(commands));
            statement.setLong(3, bucket.emptiest(now));
            statement.setLong(4, bucket.emptiest(now) + EXPIRY_STEP);
            statement.setBytes(5, key);
            statement.setLong(6, bucket.emptiest(now) - bucket.cost(commands));
            return statement.executeUpdate() > 0;
        }
    }

    private static boolean add(Connection connection, byte[] key, RateBucket bucket, int commands, long now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setBytes(1, key);
            statement.setLong(2, now + bucket.cost(commands));
            statement.setLong(3, bucket.emptiest(now) + EXPIRY_STEP);
            return statement.executeUpdate() > 0;
        }
    }

    private static long due(Connection connection, byte[] key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setBytes(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Removes buckets that are full again. */
    int sweep(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
            statement.setLong(1, TimeUnit.MILLISECONDS.toMicros(clock.millis()));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
