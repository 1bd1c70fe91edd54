package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.IdleClients;
import scf.websocket.gateway.testing.JournalText;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

/** Recovery from a killed gateway; {@link CrashProof} has more connections. */
class CrashIT {
    private static final int CLIENTS = 500;
    private static final int LEAVING = 50;

    @TempDir
    Path journal;

    /** Number of journaled connections when the gateway is killed. */
    int connections() {
        return 500;
    }

    private static long withCause(FunctionServer functions, String cause) {
        return functions.cleanups().stream()
                .filter(event ->
                        cause.equals(event.path("websocket").path("cause").textValue()))
                .count();
    }

    @Test
    @Tag("proof")
    void afterAKillFailedCleanupsAreRetriedWhileNewClientsConnect() throws IOException {
        try (FunctionServer functions = new FunctionServer()) {
            try (GatewayProcess gateway = GatewayProcess.start("crash-1", functions, "--journal=" + journal);
                    IdleClients idleClients = new IdleClients(gateway.port(), CLIENTS)) {
                idleClients.clients().stream().limit(LEAVING).forEach(RawClient::close);
                Await.until(LEAVING + " cleanups", () -> functions.cleanups().size() == LEAVING);
                assertThat(gateway.get("/metrics")).contains("gateway_journal_open");
                gateway.kill();
            }
            assertThat(functions.cleanups()).hasSize(LEAVING);
            // The first attempts fail while new clients connect.
            int registered = functions.registers().size();
            functions.onCleanup(event -> functions.cleanups().size() % 10 == 0 ? new Reply(500, "") : Reply.ok());
            try (GatewayProcess gateway = GatewayProcess.start("crash-2", functions, "--journal=" + journal);
                    IdleClients idleClients = new IdleClients(gateway.port(), 20)) {
                Await.until("all cleaned up", () -> gateway.get("/metrics").contains("gateway_journal_replaying 0.0"));
                functions.onCleanup(event -> Reply.ok());
                assertThat(idleClients.clients()).hasSize(20);
                gateway.terminate();
                assertThat(gateway.awaitExit()).isZero();
            }
            assertThat(withCause(functions, "connection-lost")).isEqualTo(LEAVING);
            assertThat(withCause(functions, "shutdown")).isEqualTo(20);
            assertThat(FunctionServer.ids(functions.cleanups()))
                    .containsAll(FunctionServer.ids(functions.registers()).subList(0, registered));
            assertThat(JournalText.of(journal)).isEqualTo("scf-websocket journal 1\n");
        }
    }

    @Test
    void afterAKillTheNextStartCleansUpEachConnectionExactlyOnce() throws IOException {
        try (FunctionServer functions = new FunctionServer()) {
            int many = connections();
            try (GatewayProcess gateway =
                            GatewayProcess.start("crash-3", functions, "--journal=" + journal, "--journal-sync=os");
                    IdleClients idleClients = new IdleClients(gateway.port(), many)) {
                assertThat(idleClients.clients()).hasSize(many);
                JournalText.awaitRegistered(journal, many);
                gateway.kill();
            }
            try (GatewayProcess gateway = GatewayProcess.start("crash-4", functions, "--journal=" + journal)) {
                Await.until("all cleaned up", () -> gateway.get("/metrics").contains("gateway_journal_open 0.0"));
                gateway.kill();
            }
            assertThat(withCause(functions, "gateway-crash")).isEqualTo(many);
            assertThat(FunctionServer.ids(functions.cleanups()))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(FunctionServer.ids(functions.registers()));
            try (GatewayProcess gateway = GatewayProcess.start("crash-5", functions, "--journal=" + journal)) {
                assertThat(gateway.get("/metrics")).contains("gateway_journal_replaying 0.0");
                gateway.terminate();
                assertThat(gateway.awaitExit()).isZero();
            }
            assertThat(functions.cleanups()).hasSize(many);
            assertThat(JournalText.of(journal)).isEqualTo("scf-websocket journal 1\n");
        }
    }
}
