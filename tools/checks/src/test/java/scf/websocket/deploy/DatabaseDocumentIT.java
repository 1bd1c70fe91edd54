package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.config.RateBucket;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.CommandKey;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.HistoryQuery;
import scf.websocket.channels.store.MySqlChannelStore;
import scf.websocket.channels.store.MySqlUserStore;
import scf.websocket.channels.store.NewPublication;
import scf.websocket.channels.store.Restriction;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.channels.store.UserStore;
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
    void theDocumentedUserCanDoWhatChannelsDo() throws SQLException {
        makeTablesAndUser();
        ConnectionId id = ConnectionId.of("aB+/=");
        ClientInfo info = ClientInfo.of("ann", "client", null, null);
        HistoryLimits limits = HistoryLimits.of(1, Duration.ofHours(1));
        try (MySqlConnectionStore connections = store()) {
            DataSource pool = connections.shared(DataSource.class).orElseThrow();
            ChannelStore channels = MySqlChannelStore.of(pool, Clock.systemUTC(), System::nanoTime);
            UserStore users = MySqlUserStore.of(pool, Clock.systemUTC(), System::nanoTime);
            connections.add(id);
            Subscriber ann = Subscriber.of("chat:a", id, info, false, true, Instant.EPOCH);
            assertThat(channels.subscribe(ann)).isTrue();
            assertThat(channels.subscribe(ann)).isTrue();
            Publication publication = Publication.of(JsonData.ofValid("1")).withInfo(info);
            // The 16th removes those that are not kept any more.
            for (int i = 0; i < 16; i++) {
                channels.publish(NewPublication.of("chat:a", publication, CommandKey.of("key " + i), limits));
            }
            assertThat(channels.publish(NewPublication.of("chat:a", publication, CommandKey.of("key 15"), limits))
                            .isRepeated())
                    .isTrue();
            assertThat(channels.history("chat:a", HistoryQuery.after(0, 10, 1000), limits)
                            .publications())
                    .hasSize(1);
            assertThat(channels.positions(List.of("chat:a"))).hasSize(1);
            assertThat(channels.subscribers("chat:a", 10)).hasSize(1);
            assertThat(channels.count("chat:a").clients()).isOne();
            assertThat(channels.expired(Duration.ZERO, 10)).hasSize(1);
            assertThat(channels.extend("chat:a", id, null)).isTrue();
            assertThat(channels.orphans("", 10).connections()).isEmpty();
            assertThat(channels.unsubscribe("chat:a", id)).isPresent();
            assertThat(channels.end(id)).isEmpty();
            channels.removeHistory("chat:a");
            assertThat(channels.sweep(10)).isZero();
            users.signIn("ann", id);
            users.signIn("ann", id);
            assertThat(users.signIns("ann", 10)).containsExactly(id);
            users.restrict("ann", "", Restriction.BLOCK, null);
            users.restrict("ann", "", Restriction.BLOCK, null);
            assertThat(users.restrictions("ann", "chat:a")).containsExactly(Restriction.BLOCK);
            assertThat(users.lift("ann", "", Restriction.BLOCK)).isTrue();
            RateBucket bucket = ChannelsConfig.of(Settings.of(Map.of()))
                    .limits()
                    .errors()
                    .total()
                    .get(0);
            assertThat(users.take("ann", bucket, 1)).isOne();
            assertThat(users.take("ann", bucket, 2)).isEqualTo(2);
            assertThat(users.sweep(10)).isZero();
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
