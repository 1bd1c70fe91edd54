package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.jar.TestDatabase;

/** Runs against a real server, which some of these tests kill. */
class MySqlConnectionStoreTest extends ConnectionStoreContract {
    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    @AutoClose
    private MySqlConnectionStore store;

    @BeforeEach
    void emptyTheTable() throws SQLException {
        database.execute("DELETE FROM ConnectionID_List");
        store = new MySqlConnectionStore(MySqlPool.of(settings(Map.of()), System::nanoTime), clock);
    }

    @Override
    protected ConnectionStore store() {
        return store;
    }

    @Test
    void storesUtcInEveryTimeZone() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        try {
            store.add(id("a"));
        } finally {
            TimeZone.setDefault(before);
        }
        try (var connection = database.server().connect("SCF_Demo");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(`Date` AS CHAR) FROM ConnectionID_List")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("2026-11-21 08:00:00.123");
        }
    }

    @Test
    void connectsOnlyWithItsFirstStatement() {
        Settings settings = Settings.of(Map.of("DB_HOST", "127.0.0.1", "DB_PORT", "1", "DB_USER", "nobody"));
        MySqlConnectionStore unreachable = MySqlConnectionStore.of(settings);

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> unreachable.add(id("a")));
        unreachable.close();
    }

    @Test
    void warmsUpSilentlyWithoutAServer() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int port : new int[] {1, silent.getLocalPort()}) {
                Settings settings = Settings.of(
                        Map.of("DB_HOST", "127.0.0.1", "DB_PORT", Integer.toString(port), "DB_USER", "nobody"));
                MySqlConnectionStore unreachable = MySqlConnectionStore.of(settings);
                long start = System.nanoTime();
                unreachable.warmUp();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
                unreachable.close();
            }
        }
    }

    @Test
    void failsWithinItsTimeOutsIfTheServerIsUnresponsive() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.of(Map.of(
                    "DB_HOST", "127.0.0.1",
                    "DB_PORT", Integer.toString(silent.getLocalPort()),
                    "DB_USER", "nobody",
                    "DB_CONNECT_TIMEOUT_MILLIS", "500",
                    "DB_QUERY_TIMEOUT_MILLIS", "500"));
            MySqlConnectionStore waiting = MySqlConnectionStore.of(settings);
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> waiting.add(id("a")));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            waiting.close();
        }
    }

    @Test
    void failsWithinItsQueryTimeOutIfTheTableIsLocked() throws Exception {
        Settings settings = settings(Map.of("DB_QUERY_TIMEOUT_MILLIS", "500"));
        try (var connection = database.server().connect("SCF_Demo");
                var statement = connection.createStatement();
                MySqlConnectionStore waiting = MySqlConnectionStore.of(settings)) {
            statement.execute("LOCK TABLES ConnectionID_List WRITE");
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> waiting.add(id("a")));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
            statement.execute("UNLOCK TABLES");

            waiting.add(id("a"));
            assertThat(waiting.contains(id("a"))).isTrue();
        }
    }

    @Test
    void continuesAfterTheServerClosedItsConnection() throws SQLException {
        store.add(id("a"));
        database.execute("BEGIN NOT ATOMIC FOR c IN (SELECT id FROM information_schema.processlist"
                + " WHERE id <> CONNECTION_ID() AND db = 'SCF_Demo') DO KILL HARD c.id; END FOR; END");

        assertThat(store.contains(id("a"))).isTrue();
    }

    @Test
    void failsWhileTheServerIsDownAndContinuesOnceItIsBack() {
        store.add(id("a"));
        database.server().kill();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.add(id("b")));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.count());
        database.server().startAgain();

        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        boolean back = false;
        while (!back && System.nanoTime() < deadline) {
            try {
                store.add(id("b"));
                back = true;
            } catch (StoreUnavailableException e) {
                // The pool retries with a growing delay.
                Thread.onSpinWait();
            }
        }
        assertThat(store.page(null, 10)).containsExactly(id("a"), id("b"));
    }

    @Test
    void continuesAtOnceIfTheServerRestartedBetweenTwoEvents() {
        store.add(id("a"));
        database.server().kill();
        database.server().startAgain();

        store.add(id("b"));
        assertThat(store.page(null, 10)).containsExactly(id("a"), id("b"));
    }

    @Test
    void skipsRowsThatAreNotConnections() throws SQLException {
        database.execute(
                "INSERT INTO ConnectionID_List VALUES ('a', NOW()), ('b b', NOW()), ('c', NOW()), ('', NOW()), ('d', NOW())");

        assertThat(store.page(null, 3)).containsExactly(id("a"), id("c"), id("d"));
        assertThat(store.page(id("a"), 1)).containsExactly(id("c"));
    }

    @Test
    void reportsFailuresWithoutConnectionIds() throws SQLException {
        Settings settings = settings(Map.of("DB_PASSWORD", "wrong-password-here"));
        try (MySqlConnectionStore refused = MySqlConnectionStore.of(settings)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> refused.add(id("client-id")))
                    .withMessageContaining("28000")
                    .withMessageNotContaining("wrong-password-here")
                    .withMessageNotContaining("client-id");
        }
    }

    @Test
    void needsOnlyHostAndUser() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MySqlConnectionStore.of(Settings.of(Map.of("DB_USER", "u"))))
                .withMessageContaining("DB_HOST");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MySqlConnectionStore.of(Settings.of(Map.of("DB_HOST", "h"))))
                .withMessageContaining("DB_USER");
        MySqlConnectionStore.of(Settings.of(Map.of("DB_HOST", "h", "DB_USER", "u")))
                .close();
    }

    @Test
    void upgradesATableThatWasCreatedManually() throws SQLException {
        database.execute("DROP TABLE IF EXISTS ConnectionID_List_before; DROP TABLE ConnectionID_List;"
                + "CREATE TABLE ConnectionID_List (ConnectionID VARCHAR(255), Date DATETIME) CHARACTER SET utf8mb4;"
                + "INSERT INTO ConnectionID_List VALUES ('aB==', '2020-01-01'), ('Ab==', NULL), ('Ab==', NOW()),"
                + " ('not an id', NOW()), (NULL, NULL)");
        database.server().applyScripts(TestDatabase.SCRIPTS);
        database.server().applyScripts(TestDatabase.SCRIPTS);

        assertThat(store.page(null, 10)).containsExactly(id("Ab=="), id("aB=="));
        store.add(id("new"));
        assertThat(store.count()).isEqualTo(3);
    }

    private static Settings settings(Map<String, String> more) {
        return Settings.of(database.environment(more));
    }
}
