package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.event.ConnectionId;
import scf.websocket.jar.TcpRelay;
import scf.websocket.jar.TestDatabase;

/** Runs two real servers, one of them the primary, behind one address. */
class DatabaseFailoverTest {
    @AutoClose
    private static final EmbeddedDatabase one = EmbeddedDatabase.start(Path.of("target", "database-one"));

    @AutoClose
    private static final EmbeddedDatabase two = EmbeddedDatabase.start(Path.of("target", "database-two"));

    @AutoClose
    private final TcpRelay relay = new TcpRelay(one.port());

    @AutoClose
    private final MySqlConnectionStore store = store(Map.of());

    @BeforeAll
    static void makeTables() throws SQLException {
        for (EmbeddedDatabase server : new EmbeddedDatabase[] {one, two}) {
            server.applyScripts(TestDatabase.SCRIPTS);
            // As in production: the user must not be allowed to write to a read-only server.
            execute(server, "CREATE OR REPLACE USER plain IDENTIFIED BY 'plain'");
            execute(server, "GRANT SELECT, INSERT, UPDATE, DELETE ON SCF_Demo.* TO plain");
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        execute(one, "DELETE FROM SCF_Demo.ConnectionID_List");
        execute(two, "DELETE FROM SCF_Demo.ConnectionID_List");
        store.warmUp();
        store.add(id("before"));
        assertThat(rows(one)).isEqualTo(1);
    }

    @AfterEach
    void makeWritable() throws SQLException {
        if (!one.isAlive()) {
            one.startAgain();
        }
        execute(one, "SET GLOBAL read_only = 0");
    }

    @Test
    void writesToTheNewPrimaryAtOnce() throws SQLException {
        execute(one, "SET GLOBAL read_only = 1");
        relay.leadTo(two.port());

        store.add(id("after"));
        assertThat(rows(two)).isEqualTo(1);
        store.remove(id("after"));
        assertThat(rows(two)).isZero();
    }

    @Test
    void failsOnlyUntilThereIsAPrimary() throws SQLException {
        execute(one, "SET GLOBAL read_only = 1");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.add(id("meanwhile")))
                .withMessageContaining("1290");
        relay.leadTo(two.port());
        store.add(id("after"));
        assertThat(rows(two)).isEqualTo(1);
    }

    @Test
    void continuesOnceAReadOnlyPrimaryIsWritableAgain() throws SQLException {
        execute(one, "SET GLOBAL read_only = 1");
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.add(id("meanwhile")));
        execute(one, "SET GLOBAL read_only = 0");

        store.add(id("after"));
        assertThat(rows(one)).isEqualTo(2);
    }

    @Test
    void leavesAServerThatRejectsStatements() throws SQLException {
        execute(one, "RENAME TABLE SCF_Demo.ConnectionID_List TO SCF_Demo.Elsewhere");
        try {
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.add(id("meanwhile")));
            relay.leadTo(two.port());

            store.add(id("after"));
            assertThat(rows(two)).isEqualTo(1);
        } finally {
            execute(one, "RENAME TABLE SCF_Demo.Elsewhere TO SCF_Demo.ConnectionID_List");
        }
    }

    @Test
    void writesToTheOtherServerAtOnceIfOneIsKilled() throws SQLException {
        one.kill();
        relay.leadTo(two.port());

        store.add(id("after"));
        assertThat(rows(two)).isEqualTo(1);
    }

    @Test
    void leavesAnUnresponsiveConnectionWithinTheTimeOuts() throws SQLException {
        relay.freezePresent();
        long start = System.nanoTime();
        try {
            store.add(id("frozen"));
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining("SocketTimeoutException");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));

        store.add(id("after"));
        assertThat(rows(one)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void continuesOnANewConnectionIfTheServerClosedTheIdleOne() throws SQLException {
        execute(
                one,
                "BEGIN NOT ATOMIC FOR c IN (SELECT id FROM information_schema.processlist WHERE user = 'plain')"
                        + " DO KILL HARD c.id; END FOR; END");
        store.add(id("after"));

        assertThat(rows(one)).isEqualTo(2);
    }

    @Test
    void keepsUsingTheConnectionOpenedByTheConstructor() {
        for (int i = 0; i < 50; i++) {
            store.add(id("id-" + i));
        }
        assertThat(relay.accepted()).isEqualTo(1);
    }

    @Test
    void retriesAfterADeadlockOnTheSameConnection() {
        assertThat(MySqlFailure.of(new SQLException("Deadlock found", "40001", 1213)))
                .isEqualTo(MySqlFailure.CONFLICT);
        assertThat(MySqlFailure.of(new SQLException("Lock wait timeout exceeded", "HY000", 1205)))
                .isEqualTo(MySqlFailure.LASTING);
        for (int number : new int[] {1290, 1792, 1836, 1053, 1077, 1079, 1927, 4031}) {
            assertThat(MySqlFailure.of(new SQLException("x", "HY000", number)))
                    .as(Integer.toString(number))
                    .isEqualTo(MySqlFailure.SERVER_LEFT);
        }
    }

    private MySqlConnectionStore store(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(relay.port()),
                "DB_USER", "plain",
                "DB_PASSWORD", "plain",
                "DB_CONNECT_TIMEOUT_MILLIS", "3000"));
        environment.putAll(more);
        return new MySqlConnectionStore(MySqlPool.of(Settings.of(environment), System::nanoTime), Clock.systemUTC());
    }

    private static void execute(EmbeddedDatabase server, String sql) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int rows(EmbeddedDatabase server) throws SQLException {
        try (Connection connection = server.connect("SCF_Demo");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM ConnectionID_List")) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    private static ConnectionId id(String value) {
        return ConnectionId.of(value);
    }
}
