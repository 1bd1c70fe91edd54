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
 * Opens connections with the session that our statements rely on. One may be opened ahead, outside of anybody's time limit: the first takes
 * most of its time to load the driver's classes. Thread-safe.
 */
final class MySqlConnector implements DataSource {
    /** Later it may have ended, as in a function that was frozen meanwhile. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final DataSource driver;
    private final String session;
    private final LongSupplier nanoTime;
    private volatile int loginSeconds = 1;
    private final AtomicReference<@Nullable MySqlOpenedAhead> ahead = new AtomicReference<>();

    /** @param session a statement, run first on each connection */
    MySqlConnector(DataSource driver, String session, LongSupplier nanoTime) {
        this.driver = driver;
        this.session = session;
        this.nanoTime = nanoTime;
    }

    /** Opens the connection that the next {@link #getConnection()} returns, unless that comes much later. */
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

    /** A connection that nobody has asked for yet. */
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
        throw new SQLFeatureNotSupportedException("only as the settings say");
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

    /** Not the driver's, which forgets what it is told: the pool waits for so long for its threads when it is closed. */
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
