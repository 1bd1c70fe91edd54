package scf.websocket.connection;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/**
 * One connection to the database, and another if the application shares the pool, made when it is first needed, checked before it is used,
 * replaced when it died or when a statement failed on it: a server that cannot be written to any more is left at once. Any call returns within about one and a half connect time-outs
 * plus the query time-out. Thread-safe.
 */
final class MySqlPool {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlPool.class);

    /** Shorter than what servers and the network between allow an idle connection; a frozen function wakes up to a new one. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** A server that has become somebody's replica still answers reads, older and older ones: for so long, and not longer. */
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 3;

    private final HikariDataSource pool;
    private final MySqlConnector connector;
    private final Duration retryWithin;
    private final LongSupplier nanoTime;
    private volatile long lastUsed;
    private @Nullable DataSource shared;

    private MySqlPool(HikariDataSource pool, MySqlConnector connector, Duration retryWithin, LongSupplier nanoTime) {
        this.pool = pool;
        this.connector = connector;
        this.retryWithin = retryWithin;
        this.nanoTime = nanoTime;
        this.lastUsed = nanoTime.getAsLong();
    }

    static MySqlPool of(Settings settings, LongSupplier nanoTime) {
        return of(MySqlDriver.of(settings), settings, nanoTime);
    }

    static MySqlPool of(DataSource driver, Settings settings, LongSupplier nanoTime) {
        Duration connect = settings.millis(Setting.DB_CONNECT_TIMEOUT_MILLIS);
        MySqlConnector connector = new MySqlConnector(
                driver, MySqlSession.settings(settings.millis(Setting.DB_QUERY_TIMEOUT_MILLIS)), nanoTime);
        return new MySqlPool(hikari(connector, connect), connector, connect.dividedBy(2), nanoTime);
    }

    /** HikariCP's settings. Each one that matters in a bad network is a row of docs/reliability.md. */
    static HikariDataSource hikari(DataSource connector, Duration connect) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("connections");
        pool.setDataSource(connector);
        // An instance of a function handles one event at a time.
        pool.setMaximumPoolSize(1);
        // None is kept for its own sake, and none is made before the first statement.
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(connect.toMillis());
        // Half for finding out that the kept connection is dead, half for another.
        pool.setValidationTimeout(Math.max(250, connect.toMillis() / 2));
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setMaxLifetime(LIFETIME.toMillis());
        // A function that is frozen between events can keep nothing alive.
        pool.setKeepaliveTime(0);
        pool.setAutoCommit(true);
        pool.setReadOnly(false);
        pool.setRegisterMbeans(false);
        pool.setLeakDetectionThreshold(0);
        return pool;
    }

    /** Loads what the first statement needs, and connects if the database is there. Returns within five seconds, be it without. */
    void warmUp() {
        // Not by this thread: a name server that does not answer takes longer than a platform gives a constructor.
        Thread thread = new Thread(this::connectAhead, "warm-up");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(WARM_UP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectAhead() {
        try {
            connector.openAhead();
            pool.getConnection().close();
            lastUsed = nanoTime.getAsLong();
        } catch (SQLException | RuntimeException e) {
            // The first statement tries again, and says why it fails.
            LOG.debug(
                    "no connection ahead of the first statement: {}",
                    e.getClass().getSimpleName());
        }
    }

    /**
     * The same pool for the application's statements. It may hold a connection of its own while the store needs one, for example in a
     * transaction within which it pushes: so from now on there are up to two.
     */
    synchronized DataSource shared() {
        DataSource made = shared;
        if (made == null) {
            pool.setMaximumPoolSize(2);
            pool.setExceptionOverride(new MySqlEviction());
            made = new MySqlSharedPool(this);
            shared = made;
        }
        return made;
    }

    /** A connection that is given back by closing it. */
    Connection lend() throws SQLException {
        leaveWhatWasIdleForLong(nanoTime.getAsLong());
        Connection connection = pool.getConnection();
        lastUsed = nanoTime.getAsLong();
        return connection;
    }

    /** @throws StoreUnavailableException if the database does not answer in time or refuses */
    <T> T run(String sql, MySqlWork<T> work) {
        long start = nanoTime.getAsLong();
        leaveWhatWasIdleForLong(start);
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connection()) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    T result = work.run(statement);
                    lastUsed = nanoTime.getAsLong();
                    return result;
                } catch (SQLException e) {
                    MySqlFailure failure = MySqlFailure.of(e);
                    if (failure != MySqlFailure.CONFLICT) {
                        pool.evictConnection(connection);
                    }
                    boolean late = nanoTime.getAsLong() - start > retryWithin.toNanos();
                    if (failure == MySqlFailure.LASTING || late || attempt == ATTEMPTS) {
                        throw unavailable(e);
                    }
                }
            } catch (SQLException e) {
                throw unavailable(e);
            }
        }
    }

    /** The pool itself tries again for as long as it may take. */
    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** No question whether it still works, which a network that has forgotten it does not answer. */
    private void leaveWhatWasIdleForLong(long now) {
        HikariPoolMXBean running = pool.getHikariPoolMXBean();
        if (running != null && now - lastUsed > IDLE.toNanos()) {
            running.softEvictConnections();
        }
    }

    /** The driver's own message stays out: it may quote values. */
    private static StoreUnavailableException unavailable(SQLException e) {
        SQLException last = e;
        while (last.getCause() instanceof SQLException) {
            last = (SQLException) last.getCause();
        }
        return new StoreUnavailableException(
                "the database failed: SQLSTATE " + last.getSQLState() + ", error " + last.getErrorCode() + ", "
                        + MySqlFailure.root(e).getClass().getSimpleName(),
                e);
    }

    void close() {
        pool.close();
    }
}
