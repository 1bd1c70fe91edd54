package scf.websocket.channels.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.connection.StoreUnavailableException;

/** Transactions on the pool, whose other statements are transactions of their own. */
class MySqlRunnerTest {
    private static final MySqlConnectionStore CONNECTIONS = MySqlConnectionStore.of(ChannelsDatabase.settings());

    private static final DataSource POOL = CONNECTIONS.shared(DataSource.class).orElseThrow();

    private final MySqlRunner runner = new MySqlRunner(POOL, System::nanoTime);

    @AfterAll
    static void close() {
        CONNECTIONS.close();
    }

    @BeforeEach
    void clear() {
        ChannelsDatabase.clear();
    }

    private static void add(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3))");
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM ConnectionID_List")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aTransactionSeesWhatOthersCommitAndNobodySeesIt() {
        int seen = runner.transact(connection -> {
            add(connection, "own");
            assertThat(count(connection)).isEqualTo(1);
            ChannelsDatabase.execute("INSERT INTO ConnectionID_List VALUES ('other', UTC_TIMESTAMP(3))");
            assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM ConnectionID_List"))
                    .isEqualTo(1);
            return count(connection);
        });
        assertThat(seen).isEqualTo(2);
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM ConnectionID_List"))
                .isEqualTo(2);
    }

    @Test
    void workThatFailsLeavesNothingAndLaterStatementsAreCommitted() {
        assertThatThrownBy(() -> runner.transact(connection -> {
                    add(connection, "lost");
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM ConnectionID_List"))
                .isZero();

        runner.transact(connection -> 0);
        runner.run(connection -> {
            add(connection, "kept");
            return 0;
        });
        assertThat(ChannelsDatabase.text("SELECT ConnectionID FROM ConnectionID_List"))
                .isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET autocommit = 1", "ROLLBACK", "SET autocommit = 0"})
    void aConnectionThatMayHaveStayedInATransactionIsUsedNoMore(String refused) {
        AtomicBoolean isRefusing = new AtomicBoolean(true);
        // The server refuses the statement, and keeps the connection.
        MySqlRunner unlucky = new MySqlRunner(
                proxy(POOL, sql -> {
                    if (sql.startsWith(refused) && isRefusing.getAndSet(false)) {
                        throw new SQLException("the group refuses it", "HY000", 3100);
                    }
                }),
                System::nanoTime);
        assertThatThrownBy(() -> unlucky.transact(connection -> {
                    add(connection, "lost");
                    if (refused.equals("ROLLBACK")) {
                        throw new SQLException("a bug", "HY000");
                    }
                    return 0;
                }))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(isRefusing).isFalse();

        unlucky.run(connection -> {
            add(connection, "kept");
            return 0;
        });
        assertThat(ChannelsDatabase.text("SELECT ConnectionID FROM ConnectionID_List"))
                .isEqualTo("kept");
    }

    private interface Refusal {
        void check(String sql) throws SQLException;
    }

    /** Returns an object that does what the original does, as do those that it returns, except for refused statements. */
    @SuppressWarnings("unchecked")
    private static <T> T proxy(T original, Refusal refusal) {
        Class<?>[] types = Stream.of(DataSource.class, Connection.class, Statement.class)
                .filter(type -> type.isInstance(original))
                .toArray(Class<?>[]::new);
        return (T) Proxy.newProxyInstance(MySqlRunnerTest.class.getClassLoader(), types, (self, method, arguments) -> {
            if (method.getName().equals("execute")) {
                refusal.check((String) arguments[0]);
            }
            try {
                Object result = method.invoke(original, arguments);
                return result instanceof Connection || result instanceof Statement ? proxy(result, refusal) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
