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
 * Pools one connection to the database, or two if the application shares the pool. Connects on demand, validates a
 * connection before use, and replaces it when it is dead or a statement failed on it, so that a server that no longer
 * accepts writes is abandoned at once. Every call returns within about one and a half connect time-outs plus the query
 * time-out. Thread-safe.
 */
final class MySqlPool {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlPool.class);

    /**
     * Below the idle time-outs of servers and networks, so that a function does not reuse a dead connection after a
     * freeze.
     */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** Bounds how long we read from a former primary, which still answers reads, with increasingly stale data. */
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    /** With a statement behind it, less than a function may take. */
    private static final Duration WARM_UP = Duration.ofSeconds(4);

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
        // A function instance handles one event at a time.
        pool.setMaximumPoolSize(1);
        // Keep no idle connection, and connect only for the first statement.
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(connect.toMillis());
        // Spend half the time on detecting a dead connection, half on a new one.
        pool.setValidationTimeout(Math.max(250, connect.toMillis() / 2));
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setMaxLifetime(LIFETIME.toMillis());
        // A function that is frozen between events cannot send keepalives.
        pool.setKeepaliveTime(0);
        pool.setAutoCommit(true);
        pool.setReadOnly(false);
        pool.setRegisterMbeans(false);
        pool.setLeakDetectionThreshold(0);
        return pool;
    }

    /**
     * Loads what the first statement needs, and connects if the database is available. Returns within four seconds in
     * any case.
     */
    void warmUp() {
        // On another thread: an unresponsive name server would exceed the platform's initialization limit.
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
        } catch (SQLException | RuntimeException | LinkageError e) {
            // The first statement retries, and reports the failure. An instance that is closed meanwhile finds no
            // classes.
            LOG.debug(
                    "no connection ahead of the first statement: {}",
                    e.getClass().getSimpleName());
        }
    }

    /**
     * Returns the pool for the application's statements and raises its maximum to two connections: the application may
     * hold one while the store needs another, for example when it pushes inside a transaction.
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

    /** Borrows a connection; closing it returns it to the pool. */
    Connection lend() throws SQLException {
        evictIdleConnections(nanoTime.getAsLong());
        Connection connection = pool.getConnection();
        lastUsed = nanoTime.getAsLong();
        return connection;
    }

    /** @throws StoreUnavailableException if the database does not answer in time or rejects the statement */
    <T> T run(String sql, MySqlWork<T> work) {
        long start = nanoTime.getAsLong();
        evictIdleConnections(start);
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

    /** The pool retries on its own until the connect time-out. */
    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Evicts connections that were idle for long, without validation: a network that has dropped the connection would
     * not answer.
     */
    private void evictIdleConnections(long now) {
        HikariPoolMXBean running = pool.getHikariPoolMXBean();
        if (running != null && now - lastUsed > IDLE.toNanos()) {
            running.softEvictConnections();
        }
    }

    /** Omits the driver's message, which may quote values. */
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
