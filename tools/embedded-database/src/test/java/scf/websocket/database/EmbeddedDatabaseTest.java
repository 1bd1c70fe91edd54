package scf.websocket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class EmbeddedDatabaseTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/sql");

    private Path folder = Path.of("target");

    @BeforeEach
    void useAFolderOfItsOwn(TestInfo test) throws Exception {
        folder = Path.of(
                "target", "databases", test.getTestMethod().orElseThrow().getName());
        Folders.delete(folder);
    }

    @Test
    void scriptsAreAppliedInOrderAndMayBeAppliedAgain() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            database.applyScripts(SCRIPTS);
            database.applyScripts(SCRIPTS);

            assertThat(note(database)).isEqualTo("你好");
        }
    }

    @Test
    void dataIsKeptFromOneStartToTheNext() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            database.applyScripts(SCRIPTS);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(note(database)).isEqualTo("你好");
        }
    }

    @Test
    @Tag("proof")
    void aKilledServerStartsAgainOnTheSamePortWithWhatWasCommitted() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            database.applyScripts(SCRIPTS);
            int port = database.port();

            database.kill();
            assertThat(database.isAlive()).isFalse();
            assertThatThrownBy(() -> note(database)).isInstanceOf(SQLException.class);

            database.startAgain();
            assertThat(database.port()).isEqualTo(port);
            assertThat(note(database)).isEqualTo("你好");
        }
    }

    @Test
    @Tag("proof")
    void twoServersRunInDifferentDirectories() throws Exception {
        try (EmbeddedDatabase one = EmbeddedDatabase.start(folder.resolve("one"));
                EmbeddedDatabase two = EmbeddedDatabase.start(folder.resolve("two"))) {
            one.applyScripts(SCRIPTS);

            assertThat(note(one)).isEqualTo("你好");
            assertThatThrownBy(() -> note(two)).isInstanceOf(SQLException.class);
            assertThat(one.password()).isNotEqualTo(two.password());
        }
    }

    @Test
    void aFolderInUseIsNotTouched() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("uses the database");
            assertThat(database.isAlive()).isTrue();
        }
    }

    @Test
    @Tag("proof")
    void theServerOfACrashedRunIsStoppedBeforeTheNextStart() throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start(folder);
        Path pidFile = folder.resolve("mariadbd.pid");
        String pid = Files.readString(pidFile);
        first.kill();
        Process stale = leftBehind(first);
        assertThat(Files.readString(pidFile)).isNotEqualTo(pid);

        try (EmbeddedDatabase second = EmbeddedDatabase.start(folder)) {
            assertThat(stale.waitFor(0, TimeUnit.SECONDS)).isTrue();
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aPortInUseFailsWithTheErrorOfTheServer() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("one"))) {
            DatabaseOptions samePort = DatabaseOptions.defaults().withPort(database.port());

            assertThatThrownBy(() -> EmbeddedDatabase.start(folder.resolve("two"), samePort))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("Address already in use");
        }
        assertThat(Files.readString(folder.resolve("one/account.sql")))
                .as("both began with the same tables")
                .isNotEqualTo(Files.readString(folder.resolve("two/account.sql")));
    }

    @Test
    void aScriptThatFailsIsNamed() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("007_bad.sql"), "SELECT 1; SELECT nothing FROM nowhere.at_all;");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> database.applyScripts(scripts))
                    .isInstanceOf(SqlScriptException.class)
                    .hasMessageContaining("007_bad.sql");
        }
    }

    /** Simulates a killed run: the server keeps running, and the lock of the directory is free. */
    private Process leftBehind(EmbeddedDatabase killed) throws Exception {
        killed.close();
        try (DataFolder data = DataFolder.lock(folder)) {
            ServerFiles files = ServerFiles.unpack(
                    Platform.current(), DatabaseOptions.defaults().base(), data.unpackFallback(), step -> {});
            Files.deleteIfExists(data.pidFile());
            Process process = new ServerProcess(files, data).serve(killed.port(), killed.user(), killed.password());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!Files.exists(data.pidFile()) && System.nanoTime() < deadline) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            return process;
        }
    }

    private static String note(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.connect("demo");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM note WHERE id = 1")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
