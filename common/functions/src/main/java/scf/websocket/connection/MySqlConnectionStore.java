package scf.websocket.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Settings;
import scf.websocket.event.ConnectionId;

/**
 * Stores connections in the table {@code ConnectionID_List} of {@code sql/001_connections.sql}, on MySQL 5.7 or later
 * or MariaDB 10.6 or later. Connects on first use. Thread-safe; runs one statement at a time.
 */
public final class MySqlConnectionStore implements ConnectionStore {
    /** Bounds the length of a statement and how long it holds row locks. */
    private static final int BATCH = 500;

    private static final String ADD =
            "INSERT INTO ConnectionID_List (ConnectionID, `Date`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `Date` = ?";
    private static final String REMOVE = "DELETE FROM ConnectionID_List WHERE ConnectionID = ?";
    private static final String REMOVE_ALL = "DELETE FROM ConnectionID_List WHERE ConnectionID IN ";
    private static final String TOUCH = "UPDATE ConnectionID_List SET `Date` = ? WHERE ConnectionID IN ";
    private static final String CONTAINS = "SELECT 1 FROM ConnectionID_List WHERE ConnectionID = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM ConnectionID_List";
    private static final String PAGE =
            "SELECT ConnectionID FROM ConnectionID_List WHERE ConnectionID > ? ORDER BY ConnectionID LIMIT ?";
    private static final String STALE =
            "SELECT ConnectionID FROM ConnectionID_List WHERE ConnectionID > ? AND `Date` < ? ORDER BY ConnectionID LIMIT ?";
    private static final String REMOVE_STALE = "DELETE FROM ConnectionID_List WHERE `Date` < ? ORDER BY `Date` LIMIT ?";

    private final MySqlPool pool;
    private final Clock clock;

    MySqlConnectionStore(MySqlPool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @throws scf.websocket.config.SettingsException if {@code DB_HOST} or {@code DB_USER} is missing */
    public static MySqlConnectionStore of(Settings settings) {
        return new MySqlConnectionStore(MySqlPool.of(settings, System::nanoTime), Clock.systemUTC());
    }

    /**
     * Creates a store that uses a driver other than Connector/J, for a {@link ConnectionStoreProvider} of an
     * application that cannot ship Connector/J.
     *
     * @param driver opens connections to the database, each within {@code DB_CONNECT_TIMEOUT_MILLIS}, and waits for an
     *     answer no longer than {@code DB_QUERY_TIMEOUT_MILLIS}. The caller configures its time-outs, address and
     *     password
     */
    public static MySqlConnectionStore of(DataSource driver, Settings settings) {
        return new MySqlConnectionStore(MySqlPool.of(driver, settings, System::nanoTime), Clock.systemUTC());
    }

    @Override
    public void warmUp() {
        pool.warmUp();
    }

    /** Shares a {@link DataSource}: the connection pool of this store, for the application's own tables. */
    @Override
    public <T> Optional<T> shared(Class<T> type) {
        return type == DataSource.class ? Optional.of(type.cast(pool.shared())) : Optional.empty();
    }

    @Override
    public void add(ConnectionId id) {
        pool.run(ADD, statement -> {
            LocalDateTime now = utc(clock.instant());
            statement.setString(1, id.value());
            statement.setObject(2, now);
            statement.setObject(3, now);
            return statement.executeUpdate();
        });
    }

    @Override
    public void remove(ConnectionId id) {
        pool.run(REMOVE, statement -> {
            statement.setString(1, id.value());
            return statement.executeUpdate();
        });
    }

    @Override
    public int removeAll(Collection<ConnectionId> ids) {
        int removed = 0;
        for (List<ConnectionId> batch : batches(ids)) {
            removed += pool.run(REMOVE_ALL + placeholders(batch.size()), statement -> {
                setIds(statement, 1, batch);
                return statement.executeUpdate();
            });
        }
        return removed;
    }

    @Override
    public void touch(Collection<ConnectionId> ids) {
        for (List<ConnectionId> batch : batches(ids)) {
            pool.run(TOUCH + placeholders(batch.size()), statement -> {
                statement.setObject(1, utc(clock.instant()));
                setIds(statement, 2, batch);
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public boolean contains(ConnectionId id) {
        return pool.run(CONTAINS, statement -> {
            statement.setString(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    @Override
    public long count() {
        return pool.run(COUNT, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    @Override
    public List<ConnectionId> page(@Nullable ConnectionId after, int limit) {
        return walk(
                after,
                limit,
                (from, most) -> pool.run(PAGE, statement -> {
                    statement.setString(1, from);
                    statement.setInt(2, most);
                    return readIds(statement);
                }));
    }

    @Override
    public List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit) {
        return walk(
                after,
                limit,
                (from, most) -> pool.run(STALE, statement -> {
                    statement.setString(1, from);
                    statement.setObject(2, utc(instant));
                    statement.setInt(3, most);
                    return readIds(statement);
                }));
    }

    @Override
    public int removeStaleBefore(Instant instant, int limit) {
        return pool.run(REMOVE_STALE, statement -> {
            statement.setObject(1, utc(instant));
            statement.setInt(2, Pages.checkLimit(limit));
            return statement.executeUpdate();
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private static List<List<ConnectionId>> batches(Collection<ConnectionId> ids) {
        List<ConnectionId> sorted = new ArrayList<>(ids);
        // A fixed order prevents deadlocks between functions that remove the same dead connections.
        sorted.sort((a, b) -> a.value().compareTo(b.value()));
        List<List<ConnectionId>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            batches.add(sorted.subList(from, Math.min(from + BATCH, sorted.size())));
        }
        return batches;
    }

    private static String placeholders(int number) {
        return "(" + String.join(",", Collections.nCopies(number, "?")) + ")";
    }

    private static void setIds(PreparedStatement statement, int first, List<ConnectionId> ids) throws SQLException {
        for (int i = 0; i < ids.size(); i++) {
            statement.setString(first + i, ids.get(i).value());
        }
    }

    /** Fills a page with connection ids, skipping rows that another writer added and that are not ids. */
    private static List<ConnectionId> walk(
            @Nullable ConnectionId after, int limit, BiFunction<String, Integer, List<String>> query) {
        List<ConnectionId> ids = new ArrayList<>(Pages.checkLimit(limit));
        String from = after == null ? "" : after.value();
        while (true) {
            int asked = limit - ids.size();
            List<String> rows = query.apply(from, asked);
            rows.stream().filter(ConnectionId::isValid).map(ConnectionId::of).forEach(ids::add);
            if (rows.size() < asked || ids.size() == limit) {
                return ids;
            }
            from = rows.get(rows.size() - 1);
        }
    }

    private static List<String> readIds(PreparedStatement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /**
     * A local date-time is stored unchanged, regardless of the time zones of the server, the session and this machine.
     */
    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }
}
