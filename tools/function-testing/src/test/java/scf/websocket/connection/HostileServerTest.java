package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.jar.TestDatabase;

/** Runs the contract of the store on a server whose session defaults differ from ours as much as possible. */
class HostileServerTest extends ConnectionStoreContract {
    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    private final Settings settings = Settings.of(database.environment(Map.of("DB_QUERY_TIMEOUT_MILLIS", "2500")));

    @AutoClose
    private final MySqlConnectionStore store =
            new MySqlConnectionStore(MySqlPool.of(settings, System::nanoTime), clock);

    @BeforeAll
    static void makeTheDefaultsHostile() {
        database.execute("SET GLOBAL autocommit = 0");
        database.execute("SET GLOBAL tx_isolation = 'SERIALIZABLE'");
        database.execute("SET GLOBAL tx_read_only = 1");
        database.execute("SET GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,PIPES_AS_CONCAT,"
                + "IGNORE_SPACE,HIGH_NOT_PRECEDENCE,NO_AUTO_VALUE_ON_ZERO,TIME_ROUND_FRACTIONAL'");
        database.execute("SET GLOBAL time_zone = '+08:00'");
        database.execute("SET GLOBAL character_set_client = latin1, GLOBAL character_set_results = utf16,"
                + " GLOBAL collation_connection = ucs2_general_ci");
        database.execute("SET GLOBAL sql_select_limit = 0");
        database.execute("SET GLOBAL max_join_size = 1");
        database.execute("SET GLOBAL sql_safe_updates = 1");
        database.execute("SET GLOBAL lock_wait_timeout = 31536000");
        database.execute("SET GLOBAL innodb_lock_wait_timeout = 1073741824");
        database.execute("SET GLOBAL max_statement_time = 0.000001");
        database.execute("SET GLOBAL wait_timeout = 2");
        database.execute("SET GLOBAL init_connect = 'SET autocommit = 0'");
    }

    @BeforeEach
    void emptyTheTable() throws SQLException {
        try (Connection connection = connector().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM ConnectionID_List WHERE ConnectionID > ''");
        }
    }

    @Override
    protected ConnectionStore store() {
        return store;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autocommit | ON",
                "tx_isolation | REPEATABLE-READ",
                "tx_read_only | OFF",
                "sql_mode | STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
                "time_zone | +00:00",
                "character_set_client | utf8mb4",
                "character_set_connection | utf8mb4",
                "sql_select_limit | 18446744073709551615",
                "sql_big_selects | ON",
                "sql_safe_updates | OFF",
                "lock_wait_timeout | 3",
                "innodb_lock_wait_timeout | 3",
                "max_statement_time | 3.000000",
                "wait_timeout | 150"
            })
    void setsEveryVariableThatStatementsDependOn(String variable, String value) throws SQLException {
        try (Connection connection = connector().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(@@session." + variable + " AS CHAR)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(value);
        }
    }

    @Test
    void additionsAreCommitted() throws SQLException {
        store.add(id("a"));
        try (Connection other = connector().getConnection();
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(`Date` AS CHAR) FROM ConnectionID_List")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("2026-11-21 08:00:00.123");
        }
    }

    private MySqlConnector connector() {
        return new MySqlConnector(
                MySqlDriver.of(settings),
                MySqlSession.settings(settings.millis(Setting.DB_QUERY_TIMEOUT_MILLIS)),
                System::nanoTime);
    }
}
