package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.event.ConnectionId;

/** The SQL in docs/database.md works as documented, on a real server. */
class DatabaseDocumentIT {
    private static final Path SQL = Checkout.root().resolve("sql");

    /** The names on the page, and those used on this server. */
    private static final String HOST = "10.0.%";

    private static final String PASSWORD = "a long password of your own";

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(Checkout.root().resolve("tools/checks/target/database"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP DATABASE IF EXISTS SCF_Demo", "DROP USER IF EXISTS 'scf_chat'@'127.0.0.1'");
    }

    @Test
    void theDocumentedUserCanDoWhatTheFunctionsDo() throws SQLException {
        makeTablesAndUser();
        try (MySqlConnectionStore store = store()) {
            ConnectionId id = ConnectionId.of("aB+/=");
            store.add(id);
            store.add(id);
            store.touch(List.of(id));
            assertThat(store.contains(id)).isTrue();
            assertThat(store.count()).isEqualTo(1);
            assertThat(store.page(null, 10)).containsExactly(id);
            assertThat(store.staleBefore(Instant.now().plusSeconds(60), null, 10))
                    .containsExactly(id);
            assertThat(store.removeStaleBefore(Instant.EPOCH, 10)).isZero();
            assertThat(store.removeAll(List.of(id))).isEqualTo(1);
            store.remove(id);
        }
    }

    @Test
    void theDocumentedUserCanDoNothingElse() throws SQLException {
        makeTablesAndUser();
        for (String statement : List.of(
                "CREATE TABLE SCF_Demo.another (id INT)",
                "DROP TABLE SCF_Demo.ConnectionID_List",
                "ALTER TABLE SCF_Demo.ConnectionID_List ADD COLUMN another INT",
                "TRUNCATE TABLE SCF_Demo.ConnectionID_List",
                "SELECT * FROM mysql.user")) {
            try (Connection connection = DriverManager.getConnection(database.jdbcUrl(""), "scf_chat", PASSWORD);
                    Statement sql = connection.createStatement()) {
                assertThatExceptionOfType(SQLException.class)
                        .as(statement)
                        .isThrownBy(() -> sql.execute(statement))
                        .withMessageContaining("denied");
            }
        }
    }

    @Test
    void upgradingAManuallyCreatedTableKeepsItsConnectionsAndMakesItCaseSensitive() throws SQLException {
        execute(
                "CREATE DATABASE SCF_Demo DEFAULT CHARACTER SET utf8mb4",
                "CREATE TABLE SCF_Demo.ConnectionID_List (ConnectionID VARCHAR(255), `Date` DATETIME)",
                "INSERT INTO SCF_Demo.ConnectionID_List VALUES ('xawexa==', NOW()), ('xawexa==', NOW()), ('no id!', NOW())");
        database.applyScripts(SQL);
        database.applyScripts(SQL);
        execute("INSERT INTO SCF_Demo.ConnectionID_List VALUES ('XAWEXA==', UTC_TIMESTAMP(3))");
        assertThat(ids("ConnectionID_List")).containsExactlyInAnyOrder("xawexa==", "XAWEXA==");
        assertThat(ids("ConnectionID_List_before")).containsExactlyInAnyOrder("xawexa==", "xawexa==", "no id!");
    }

    private static void makeTablesAndUser() throws SQLException {
        database.applyScripts(SQL);
        List<String> blocks = Document.read("docs/database.md").blocks("sql");
        assertThat(blocks).hasSize(2).first().asString().contains(HOST, PASSWORD);
        for (String block : blocks) {
            execute(block.replace(HOST, "127.0.0.1"));
        }
    }

    private static MySqlConnectionStore store() {
        return MySqlConnectionStore.of(Settings.of(Map.of(
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                String.valueOf(database.port()),
                "DB_USER",
                "scf_chat",
                "DB_PASSWORD",
                PASSWORD)));
    }

    private static List<String> ids(String table) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = database.connect("SCF_Demo");
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT ConnectionID FROM " + table)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = database.connect("");
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }
}
