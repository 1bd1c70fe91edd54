package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** {@code --cleanup-first}: the socket is closed after the cleanup. */
@Execution(ExecutionMode.CONCURRENT)
class CleanupFirstTest {
    private static final String PATH = "/release/websocket";
    private static final long CLOSE_TIMEOUT_NANOS = 5_000_000_000L;

    private final Gate cleanup = new Gate();
    private final GatewayFixture gateway = GatewayFixture.start(options -> options.connections.cleanupFirst = true);

    CleanupFirstTest() {
        gateway.functions.onCleanup(event -> {
            cleanup.pass();
            return Reply.ok();
        });
    }

    @AfterEach
    void stop() {
        cleanup.open();
        gateway.close();
    }

    @Test
    void answersACloseAtOnceAndClosesTheSocketAfterTheCleanup() {
        try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendClose(1000, "");
            assertThat(client.next().code()).isEqualTo(1000);
            assertKeptUntilCleanup(client);
        }
    }

    @Test
    void keepsTheSocketOfAClosedClientUntilItsCleanup() {
        try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0) + "\"}}");
            assertThat(client.next().code()).isEqualTo(1000);
            client.sendClose(1000, "");
            assertKeptUntilCleanup(client);
        }
    }

    private void assertKeptUntilCleanup(RawWebSocket client) {
        Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
        assertThat(client.endsWithin(300)).isFalse();
        cleanup.open();
        assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
    }

    @Test
    void aCleanupThatEndsBeforeTheClientAnswersKeepsNoSocket() {
        cleanup.open();
        try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0) + "\"}}");
            assertThat(client.next().code()).isEqualTo(1000);
            Await.until("cleanup", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            long start = System.nanoTime();
            client.sendClose(1000, "");
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            assertThat(System.nanoTime() - start).isLessThan(CLOSE_TIMEOUT_NANOS);
        }
    }

    @Test
    void aHangingCleanupKeepsTheSocketForAtMostFiveSeconds() {
        try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            long start = System.nanoTime();
            client.sendClose(1000, "");
            assertThat(client.next().code()).isEqualTo(1000);
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            assertThat(System.nanoTime() - start).isBetween(CLOSE_TIMEOUT_NANOS - 1_000_000_000L, 9_000_000_000L);
        }
    }
}
