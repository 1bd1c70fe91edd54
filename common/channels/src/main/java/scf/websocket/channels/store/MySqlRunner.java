package scf.websocket.channels.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import scf.websocket.connection.MySqlFailure;
import scf.websocket.connection.StoreUnavailableException;

/**
 * Runs statements on the pool of the connection store, whose session bounds the duration of each. Repeats work that
 * failed because of a conflict or a lost connection, for a while; the work must bear that. Thread-safe.
 */
final class MySqlRunner {
    private static final int ATTEMPTS = 3;

    /** Later attempts could exceed the event's time limit. */
    private static final Duration RETRY_WITHIN = Duration.ofMillis(750);

    private final DataSource database;
    private final LongSupplier nanoTime;

    /** Uses a connection; may run more than once. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** @param nanoTime a monotonic clock */
    MySqlRunner(DataSource database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs single statements, each of which is a transaction.
     *
     * @throws StoreUnavailableException if the database does not answer in time or rejects a statement
     */
    <T> T run(Work<T> work) {
        long start = nanoTime.getAsLong();
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                return work.run(connection);
            } catch (SQLException e) {
                if (!isRepeatable(e, attempt, start)) {
                    throw failure(e);
                }
            }
        }
    }

    /**
     * Runs a transaction at READ COMMITTED. If the outcome of its commit is unknown, it may run again.
     *
     * @throws StoreUnavailableException if the database does not answer in time or rejects a statement
     */
    <T> T transact(Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            }
            boolean isDone = false;
            try {
                T result = work.run(connection);
                connection.commit();
                isDone = true;
                return result;
            } finally {
                if (!isDone) {
                    rollBack(connection);
                }
            }
        });
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken, and the transaction has ended with it; the first failure is the one to report.
            return;
        }
    }

    private boolean isRepeatable(SQLException e, int attempt, long start) {
        return attempt < ATTEMPTS
                && nanoTime.getAsLong() - start < RETRY_WITHIN.toNanos()
                && MySqlFailure.of(e) != MySqlFailure.LASTING;
    }

    /** Omits the driver's message, which may quote values. */
    private static StoreUnavailableException failure(SQLException e) {
        return new StoreUnavailableException(
                "the database failed: SQLSTATE " + e.getSQLState() + ", error " + e.getErrorCode(), e);
    }
}
