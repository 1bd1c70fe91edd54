package scf.websocket.connection;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections and initializes their sessions. It can open one connection ahead of time, before any event waits
 * for it: the first connection is slow because it loads the driver's classes. Thread-safe.
 */
final class MySqlConnector implements DataSource {
    /** The maximum age of the connection opened ahead: an older one may be dead, for example after a freeze. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final DataSource driver;
    private final String session;
    private final LongSupplier nanoTime;
    private volatile int loginSeconds = 1;
    private final AtomicReference<@Nullable MySqlOpenedAhead> ahead = new AtomicReference<>();

    /** @param session a statement to run first on each connection */
    MySqlConnector(DataSource driver, String session, LongSupplier nanoTime) {
        this.driver = driver;
        this.session = session;
        this.nanoTime = nanoTime;
    }

    /** Opens the connection that the next {@link #getConnection()} returns, unless it is no longer fresh by then. */
    void openAhead() throws SQLException {
        ahead.set(new MySqlOpenedAhead(open(), nanoTime.getAsLong()));
    }

    @Override
    public Connection getConnection() throws SQLException {
        MySqlOpenedAhead opened = ahead.getAndSet(null);
        if (opened != null && nanoTime.getAsLong() - opened.since < FRESH.toNanos()) {
            return opened.connection;
        }
        if (opened != null) {
            opened.connection.close();
        }
        return open();
    }

    private Connection open() throws SQLException {
        Connection connection = driver.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(session);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection opened before it was requested. */
    private static final class MySqlOpenedAhead {
        final Connection connection;
        final long since;

        MySqlOpenedAhead(Connection connection, long since) {
            this.connection = connection;
            this.since = since;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the settings determine user and password");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginSeconds = seconds;
    }

    /**
     * Returns the value that was set; the driver forgets it. HikariCP reads it to bound how long it waits for its
     * threads on close.
     */
    @Override
    public int getLoginTimeout() {
        return loginSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return driver.isWrapperFor(type);
    }
}
