package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;

class ReadinessTest {
    private static final String CHAT = "/release/chat";
    private static final String NOTICES = "/release/notices";
    private static final Reply DOWN = Reply.json("{\"errNo\":201,\"errMsg\":\"connection store unavailable\"}");

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();

    private void seconds(int count) {
        now.addAndGet(Duration.ofSeconds(count).toNanos());
    }

    /** A client whose handshake is answered with that status. */
    private static void client(GatewayFixture gateway, String path, int status) {
        try (RawClient client = gateway.raw().handshake(path)) {
            assertThat(client.readHttp()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    /** Eleven clients within ten seconds. */
    private void clients(GatewayFixture gateway, String path, int status) {
        for (int i = 0; i < 10; i++) {
            client(gateway, path, status);
            seconds(1);
        }
        client(gateway, path, status);
    }

    private static void assertReady(GatewayFixture gateway) {
        assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/metrics").body()).contains("gateway_ready 1.0");
    }

    private static void assertNotReady(GatewayFixture gateway) {
        assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(gateway.get("/readyz").body()).contains("\"notReady\":[\"functions\"]");
        assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/metrics").body()).contains("gateway_ready 0.0");
    }

    private GatewayFixture twoApis() throws IOException {
        Path routes = folder.resolve("routes.json");
        GatewayFixture gateway = GatewayFixture.start(
                options -> {
                    String register = options.functions.register.toString();
                    String url = register.substring(0, register.lastIndexOf('/'));
                    String same = "\"transmission\":\"%s/transmission\",\"cleanup\":\"%s/cleanup\"".formatted(url, url);
                    write(routes, """
                            {"routes":[{"path":"%s","api-id":"chat","register":"%s/chat",%s},
                            {"path":"%s","api-id":"notices","register":"%s/notices",%s}]}
                            """.formatted(CHAT, url, same, NOTICES, url, same));
                    options.invocations.routes = routes;
                    options.functions.register = null;
                    options.functions.transmission = null;
                    options.functions.cleanup = null;
                },
                now::get);
        gateway.functions.onCleanup(event -> Reply.ok());
        return gateway;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aBackEndOutageMakesItUnreadyUntilAClientIsAccepted() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {}, now::get)) {
            gateway.functions.onRegister(event -> DOWN);
            assertReady(gateway);
            clients(gateway, "/release/websocket", 503);
            assertNotReady(gateway);
            gateway.functions.onRegister(event -> Reply.ok());
            client(gateway, "/release/websocket", 101);
            assertReady(gateway);
        }
    }

    @Test
    void aRefusalShowsThatTheBackEndWorks() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {}, now::get)) {
            gateway.functions.onRegister(event -> DOWN);
            clients(gateway, "/release/websocket", 503);
            assertNotReady(gateway);
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":205,\"errMsg\":\"no\"}"));
            client(gateway, "/release/websocket", 403);
            assertReady(gateway);
        }
    }

    @Test
    void exceptionsOfRegisterDoNotMakeItUnready() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {}, now::get)) {
            gateway.functions.onRegister(event -> new Reply(500, "KeyError"));
            clients(gateway, "/release/websocket", 502);
            assertReady(gateway);
            gateway.functions.onRegister(event -> Reply.json("<html>"));
            clients(gateway, "/release/websocket", 502);
            assertReady(gateway);
        }
    }

    @Test
    void unreachableFunctionsMakeItUnready() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {}, now::get)) {
            gateway.functions.close();
            clients(gateway, "/release/websocket", 502);
            assertNotReady(gateway);
        }
    }

    @Test
    void aNodeWithoutTrafficBecomesReadyAgain() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {}, now::get)) {
            gateway.functions.onRegister(event -> DOWN);
            clients(gateway, "/release/websocket", 503);
            assertNotReady(gateway);
            seconds(31);
            assertReady(gateway);
            client(gateway, "/release/websocket", 503);
            assertNotReady(gateway);
        }
    }

    @Test
    void staysReadyWhileOneApiWorks() throws IOException {
        try (GatewayFixture gateway = twoApis()) {
            gateway.functions.on("chat", event -> DOWN);
            clients(gateway, CHAT, 503);
            assertReady(gateway);
            gateway.functions.on("notices", event -> DOWN);
            clients(gateway, NOTICES, 503);
            client(gateway, CHAT, 503);
            assertNotReady(gateway);
            gateway.functions.on("notices", event -> Reply.ok());
            client(gateway, NOTICES, 101);
            assertReady(gateway);
        }
    }
}
