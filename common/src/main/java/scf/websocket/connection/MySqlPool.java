package scf.websocket.connection;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/**
 * One connection to the database, made when it is first needed, checked before it is used, replaced when it died. Any call
 * returns within about the connect time-out plus the query time-out. Thread-safe.
 */
final class MySqlPool {
    /** Shorter than what servers and the network between allow an idle connection; a frozen function wakes up to a new one. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** The least that the pool accepts. */
    private static final Duration VALIDATION = Duration.ofMillis(250);

    private final HikariDataSource pool;
    private final Duration retryWithin;

    private MySqlPool(HikariDataSource pool, Duration retryWithin) {
        this.pool = pool;
        this.retryWithin = retryWithin;
    }

    static MySqlPool of(Settings settings) {
        Duration connect = settings.millis(Setting.DB_CONNECT_TIMEOUT_MILLIS);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("connections");
        pool.setDataSource(dataSource(settings));
        // An instance of a function handles one event at a time.
        pool.setMaximumPoolSize(1);
        // None is kept for its own sake, and none is made before the first statement.
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(connect.toMillis());
        pool.setValidationTimeout(VALIDATION.toMillis());
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setMaxLifetime(LIFETIME.toMillis());
        return new MySqlPool(pool, connect.dividedBy(2));
    }

    private static MysqlDataSource dataSource(Settings settings) {
        int connectMillis = settings.number(Setting.DB_CONNECT_TIMEOUT_MILLIS);
        int queryMillis = settings.number(Setting.DB_QUERY_TIMEOUT_MILLIS);
        try {
            MysqlDataSource source = new MysqlDataSource();
            source.setServerName(settings.text(Setting.DB_HOST));
            source.setPort(settings.number(Setting.DB_PORT));
            source.setDatabaseName(settings.text(Setting.DB_DATABASE));
            source.setUser(settings.text(Setting.DB_USER));
            source.setPassword(settings.text(Setting.DB_PASSWORD));
            source.setSslMode(settings.text(Setting.DB_TLS).toUpperCase(Locale.ROOT));
            // MySQL 8 and later will not log anybody in over an unencrypted connection otherwise.
            source.setAllowPublicKeyRetrieval(true);
            source.setConnectTimeout(connectMillis);
            source.setSocketTimeout(queryMillis);
            source.setCharacterEncoding("UTF-8");
            // Saves a round trip each for what has not changed.
            source.setUseLocalSessionState(true);
            source.setElideSetAutoCommits(true);
            // One round trip a statement; a function runs too few of each kind to gain from preparing them on the
            // server.
            source.setUseServerPrepStmts(false);
            source.setParanoid(true);
            source.setOpenTelemetry("DISABLED");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException("the database driver refuses its settings", e);
        }
    }

    /** @throws StoreUnavailableException if the database does not answer in time or refuses */
    <T> T run(String sql, MySqlWork<T> work) {
        long start = System.nanoTime();
        try {
            return runOnce(sql, work);
        } catch (SQLException e) {
            // A connection that died while the function was frozen, or a deadlock, shows at once and is worth one more
            // try.
            if (!isPassing(e) || System.nanoTime() - start > retryWithin.toNanos()) {
                throw unavailable(e);
            }
        }
        try {
            return runOnce(sql, work);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <T> T runOnce(String sql, MySqlWork<T> work) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        }
    }

    private static boolean isPassing(SQLException e) {
        if (e instanceof SQLTransientConnectionException || root(e) instanceof SocketTimeoutException) {
            // Waited long enough once.
            return false;
        }
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.equals("40001"));
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The driver's own message stays out: it may quote values. */
    private static StoreUnavailableException unavailable(SQLException e) {
        SQLException last = e;
        while (last.getCause() instanceof SQLException) {
            last = (SQLException) last.getCause();
        }
        return new StoreUnavailableException(
                "the database failed: SQLSTATE " + last.getSQLState() + ", error " + last.getErrorCode() + ", "
                        + root(e).getClass().getSimpleName(),
                e);
    }

    void close() {
        pool.close();
    }
}
