package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.testing.process.FreePorts;

/** With a stand-in for the gateway: tests the order of starts and stops, and the output on the terminal. */
final class LocalStackTest {
    @TempDir
    private Path root;

    private StackFiles files = StackFiles.ofCheckout(Path.of(""), Path.of(""));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private List<Integer> ports = List.of();

    @BeforeEach
    void buildACheckout() throws Exception {
        files = StackFiles.ofCheckout(root, root.resolve("state"));
        ports = FreePorts.take(2);
        for (String kind : List.of("register", "transmission", "cleanup", "api")) {
            writeTo(files.function(kind));
        }
        Files.createDirectories(files.sql());
        Files.writeString(files.sql().resolve("001.sql"), "CREATE DATABASE IF NOT EXISTS SCF_Demo;");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "scf.websocket.local.StandInGateway");
        writeTo(files.gateway());
        try (OutputStream file = Files.newOutputStream(files.gateway());
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            String name = "scf/websocket/local/StandInGateway.class";
            jar.putNextEntry(new ZipEntry(name));
            jar.write(Files.readAllBytes(Path.of("target/test-classes", name)));
        }
    }

    @Test
    void startsEverythingAndStopsTheGatewayBeforeTheDatabase() throws Exception {
        Path record = root.resolve("record");
        try (LocalStack stack = stack(record)) {
            stack.start();
            stack.requestStop();
            assertThat(stack.awaitEnd()).isEmpty();
        }

        assertThat(record)
                .content()
                .isEqualTo("drained with SCF_Demo at http://127.0.0.1:" + ports.get(1) + "/api-local");
        assertThat(printed())
                .containsSubsequence(
                        "starting the database",
                        "starting the gateway",
                        "scf-websocket is running",
                        "http://127.0.0.1:" + ports.get(0) + "/",
                        "stopping the gateway",
                        "stopping the database");
        assertThat(files.database().resolve("mariadbd.pid")).doesNotExist();
    }

    @Test
    void namesAGatewayThatDies() throws Exception {
        try (LocalStack stack = stack(root.resolve("record"))) {
            stack.start();
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("--push-port=" + ports.get(1)))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(stack.awaitEnd()).startsWith("The gateway ended by itself with 137");
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "2, 2"})
    void showsTheOutputOfAGatewayThatDoesNotStart(int exitCode, int ours) {
        try (LocalStack stack = new LocalStack(
                options(), files, terminal(), Map.of(StandInGateway.EXIT_AT_ONCE, String.valueOf(exitCode)))) {
            assertThatThrownBy(stack::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("ended with " + exitCode)
                    .hasMessageContaining("the stand-in gives up")
                    .extracting(e -> ((LocalException) e).exitCode())
                    .isEqualTo(ours);
        }
    }

    @Test
    void aPortInUseIsNamedWithItsOptionBeforeAnythingStarts() throws Exception {
        try (ServerSocket other = new ServerSocket(ports.get(1), 1, InetAddress.getLoopbackAddress());
                LocalStack stack = stack(root.resolve("record"))) {
            assertThatThrownBy(stack::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is taken")
                    .hasMessageContaining("--push-port");
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void anUnbuiltJarIsNamed() throws Exception {
        Files.delete(files.function("cleanup"));
        try (LocalStack stack = stack(root.resolve("record"))) {
            assertThatThrownBy(stack::start)
                    .hasMessageContaining("cleanup-fn.jar is missing")
                    .hasMessageContaining("./mvnw");
        }
    }

    @Test
    void usesTheDatabaseOfTheUserWithoutAnEmbeddedServer() throws Exception {
        Path record = root.resolve("record");
        try (EmbeddedDatabase own = EmbeddedDatabase.start(Path.of("target", "databases", "own"))) {
            LocalOptions options = options();
            options.dbPort = own.port();
            options.dbUser = own.user();
            options.dbPassword = own.password();
            try (LocalStack stack =
                    new LocalStack(options, files, terminal(), Map.of(StandInGateway.RECORD, record.toString()))) {
                stack.start();
            }
            try (var connection = own.connect("SCF_Demo")) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
        assertThat(files.database()).doesNotExist();
        assertThat(printed()).contains("applying the schema").doesNotContain("starting the database");
    }

    @Test
    void theDatabaseOfTheUserMayHaveAnotherNameAndTheTablesOfAnApplication() throws Exception {
        Path script = root.resolve("schema.sql");
        try (EmbeddedDatabase own = EmbeddedDatabase.start(Path.of("target", "databases", "own"))) {
            DatabaseAddress address =
                    new DatabaseAddress("127.0.0.1", own.port(), "chat_2", own.user(), own.password());
            Schema.apply(address, files.sql());
            Files.writeString(
                    script, "CREATE TABLE IF NOT EXISTS Devices (n INT PRIMARY KEY); REPLACE INTO Devices VALUES (7);");
            Schema.run(script, address);
            Schema.run(script, address);

            try (var connection = own.connect("chat_2");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*) FROM Devices")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            Files.writeString(script, "SELECT 1; CREATE TABL x (n INT);");
            assertThatThrownBy(() -> Schema.run(script, address))
                    .isInstanceOf(LocalException.class)
                    .hasMessageStartingWith("--sql: " + script + " cannot be run: ")
                    .hasMessageContaining("near 'TABL x");
        }
    }

    @Test
    void anUnreachableDatabaseOfTheUserIsNamedWithItsOptions() {
        LocalOptions options = options();
        options.dbHost = "127.0.0.1";
        options.dbPort = ports.get(0);
        try (LocalStack stack = new LocalStack(options, files, terminal(), Map.of())) {
            assertThatThrownBy(stack::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("127.0.0.1:" + ports.get(0))
                    .hasMessageContaining("--db-host");
        }
    }

    private LocalStack stack(Path record) {
        return new LocalStack(options(), files, terminal(), Map.of(StandInGateway.RECORD, record.toString()));
    }

    private LocalOptions options() {
        LocalOptions options = new LocalOptions();
        options.port = ports.get(0);
        options.pushPort = ports.get(1);
        return options;
    }

    private Terminal terminal() {
        return new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), Phrases.english());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void writeTo(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
