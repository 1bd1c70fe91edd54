package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;
import scf.websocket.event.ConnectionId;
import scf.websocket.jar.TestDatabase;

/** Verifies an application's own tables in the store's pool, on a real server. */
class MySqlSharedPoolTest {
    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    @AutoClose
    private final MySqlConnectionStore store = MySqlConnectionStore.of(settings());

    private final DataSource shared = store.shared(DataSource.class).orElseThrow();

    @BeforeEach
    void makeTheTable() {
        database.execute("DELETE FROM ConnectionID_List");
        database.execute("CREATE OR REPLACE TABLE Device (Name VARCHAR(20) PRIMARY KEY)");
        // As in production: the user must not be allowed to write to a read-only server.
        database.execute("CREATE OR REPLACE USER plain IDENTIFIED BY 'plain'");
        database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCF_Demo.* TO plain");
    }

    @AfterEach
    void makeWritable() {
        database.execute("SET GLOBAL read_only = 0");
    }

    @Test
    void theApplicationAndTheStoreShareOneConnection() throws SQLException {
        store.add(ConnectionId.of("a"));
        insert("phone");
        store.add(ConnectionId.of("b"));

        assertThat(number("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'plain'"))
                .isEqualTo(1);
        assertThat(store.shared(DataSource.class)).containsSame(shared);
        assertThat(store.shared(Connection.class)).isEmpty();
    }

    @Test
    void theStoreWorksWhileTheApplicationIsInATransaction() throws SQLException {
        try (Connection connection = shared.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO Device VALUES ('phone')");
            store.add(ConnectionId.of("a"));
            connection.rollback();
        }

        assertThat(database.ids()).containsExactly("a");
        assertThat(number("SELECT COUNT(*) FROM Device")).isZero();
    }

    @Test
    void onlyAServerThatBecameReadOnlyIsLeftAtOnce() throws SQLException {
        insert("phone");
        long before = number("SELECT CONNECTION_ID()");
        assertThatExceptionOfType(SQLIntegrityConstraintViolationException.class)
                .isThrownBy(() -> insert("phone"));
        assertThat(number("SELECT CONNECTION_ID()")).isEqualTo(before);

        database.execute("SET GLOBAL read_only = 1");
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert("tablet"));

        assertThat(number("SELECT CONNECTION_ID()")).isNotEqualTo(before);
    }

    @Test
    void isClosedOnlyWithTheStore() throws SQLException {
        assertThat(shared.isWrapperFor(AutoCloseable.class)).isFalse();
        insert("phone");
        store.close();

        assertThatExceptionOfType(SQLException.class).isThrownBy(shared::getConnection);
    }

    private void insert(String name) throws SQLException {
        try (Connection connection = shared.getConnection();
                var statement = connection.prepareStatement("INSERT INTO Device VALUES (?)")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = shared.getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static Settings settings() {
        return Settings.of(database.environment(Map.of("DB_USER", "plain", "DB_PASSWORD", "plain")));
    }
}
