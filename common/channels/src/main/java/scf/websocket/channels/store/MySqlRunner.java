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
    /**
     * Begins a transaction, at READ COMMITTED. After {@code @@} without a scope, the isolation is that of the next
     * transaction only. The servers name it differently, in comments that one of them executes; MySQL before 5.7.20 keeps
     * the session's.
     */
    private static final String BEGIN = "SET autocommit = 0"
            + " /*!50720 , @@transaction_isolation = 'READ-COMMITTED' */"
            + " /*M!100600 , @@tx_isolation = 'READ-COMMITTED' */";

    /** Commits, and leaves the connection as the pool knows it. */
    private static final String COMMIT = "SET autocommit = 1";

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
     * Runs a transaction at READ COMMITTED. If the outcome of its commit is unknown, it may run again. The driver would
     * need two round trips more: it does not know these statements, and believes that nothing has changed.
     *
     * @throws StoreUnavailableException if the database does not answer in time or rejects a statement
     */
    <T> T transact(Work<T> work) {
        return run(connection -> {
            boolean isDone = false;
            execute(connection, BEGIN);
            try {
                T result = work.run(connection);
                execute(connection, COMMIT);
                isDone = true;
                return result;
            } finally {
                if (!isDone) {
                    rollBack(connection);
                }
            }
        });
    }

    /** Closes the connection on a failure: if it stayed in a transaction, later statements would never be committed. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
            execute(connection, COMMIT);
        } catch (SQLException e) {
            // The transaction has ended with its connection; the first failure is the one to report.
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
