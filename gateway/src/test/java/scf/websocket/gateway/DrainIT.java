package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

class DrainIT {
    @TempDir
    Path journal;

    private static List<TestClient> connect(GatewayProcess gateway, int count) {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(TestClient.connect(URI.create("ws://127.0.0.1:" + gateway.port() + "/release/websocket")));
        }
        return clients;
    }

    private static boolean refuses(GatewayProcess gateway) {
        try {
            gateway.raw().close();
            return false;
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof ConnectException;
        }
    }

    @Test
    void aDrainSpreadsTheClosesWith1012AndLeavesNothingBehind() throws IOException {
        Queue<Long> closes = new ConcurrentLinkedQueue<>();
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway =
                        GatewayProcess.start("drain-1", functions, "--journal=" + journal, "--drain=2")) {
            functions.onCleanup(event -> {
                closes.add(System.nanoTime());
                return Reply.ok();
            });
            assertThat(gateway.get("/readyz")).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"notReady\":[]}");
            List<TestClient> clients = connect(gateway, 40);
            gateway.terminate();
            Await.until("not ready", () -> gateway.get("/readyz").contains("\"notReady\":[\"draining\"]"));
            Await.until("new clients are refused", () -> refuses(gateway));
            assertThat(clients)
                    .allSatisfy(client ->
                            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1012, "service restart")));
            assertThat(gateway.awaitExit()).isZero();
            assertThat(functions.cleanups())
                    .hasSize(40)
                    .allSatisfy(event -> assertThat(event.path("websocket").toString())
                            .contains(
                                    "\"cause\":\"drain\",\"closeCode\":\"1012\",\"closeReason\":\"service restart\""));
            assertThat(closes.stream().mapToLong(Long::longValue).max().orElseThrow()
                            - closes.stream().mapToLong(Long::longValue).min().orElseThrow())
                    .as("from the first close to the last")
                    .isGreaterThan(1_000_000_000L);
            assertThat(Files.readString(journal.resolve("connections.journal"))).isEqualTo("scf-websocket journal 1\n");
        }
    }

    @Test
    @Tag("proof")
    void aSecondSignalEndsTheDrainAndTheJournalKeepsTheRest() {
        try (FunctionServer functions = new FunctionServer()) {
            functions.onCleanup(event -> new Reply(500, ""));
            try (GatewayProcess gateway = GatewayProcess.start("drain-2", functions, "--journal=" + journal)) {
                List<TestClient> clients = connect(gateway, 3);
                gateway.terminate();
                clients.forEach(
                        client -> assertThat(client.awaitClosed().code()).isEqualTo(1001));
                Await.until("three cleanups failed", () -> functions.cleanups().size() >= 3);
                gateway.terminate();
                assertThat(gateway.awaitExit()).isEqualTo(130);
            }
            int before = functions.cleanups().size();
            functions.onCleanup(event -> Reply.ok());
            try (GatewayProcess gateway = GatewayProcess.start("drain-3", functions, "--journal=" + journal)) {
                Await.until("the rest", () -> functions.cleanups().size() == before + 3);
                gateway.terminate();
                assertThat(gateway.awaitExit()).isZero();
            }
        }
    }

    @Test
    @Tag("proof")
    void aSecondGatewayCannotUseTheSameFolder() {
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start("drain-4", functions, "--journal=" + journal)) {
            assertThatThrownBy(() -> GatewayProcess.start("drain-5", functions, "--journal=" + journal))
                    .hasMessageContaining("is in use by another gateway (process ");
            assertThat(gateway.get("/healthz")).isEqualTo("ok\n");
        }
    }
}
