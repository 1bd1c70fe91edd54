package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

@Execution(ExecutionMode.CONCURRENT)
class HeartbeatTest {
    private static final String PATH = "/release/websocket";

    private static GatewayFixture start(int idle) {
        return GatewayFixture.start(options -> {
            options.connections.ping = 1;
            options.connections.pong = 1;
            options.connections.idle = idle;
        });
    }

    @Test
    void aSilentClientIsPingedAndKeptIfItAnswers() {
        try (GatewayFixture gateway = start(60);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                RawWebSocket.Frame ping = client.next();
                assertThat(ping.firstByte()).isEqualTo(RawWebSocket.PING);
                client.send(RawWebSocket.PONG, ping.payload());
            }
            assertThat(System.nanoTime() - start).isBetween(2_700_000_000L, 12_000_000_000L);
            client.sendClose(1000, "");
            Ended.once(gateway, ",\"cause\":\"client-close\",\"closeCode\":\"1000\"");
        }
    }

    @Test
    void aClientThatDoesNotAnswerAPingIsGivenUp() {
        try (GatewayFixture gateway = start(60);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.PING);
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            Ended.once(gateway, ",\"cause\":\"ping-timeout\"");
        }
    }

    @Test
    void aLongPongTimeoutNeitherDelaysPingsNorKeepsDeadClients() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.connections.ping = 1;
                    options.connections.pong = 7;
                });
                RawWebSocket dead = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket late = RawWebSocket.open(gateway.raw(), PATH)) {
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(dead.next().firstByte()).isEqualTo(RawWebSocket.PING);
                assertThat(late.next().firstByte()).isEqualTo(RawWebSocket.PING);
            }
            assertThat(System.nanoTime() - start).isBetween(2_700_000_000L, 7_000_000_000L);
            late.send(RawWebSocket.PONG, "");
            assertThat(dead.nextOtherThanPing().firstByte()).isEqualTo(RawWebSocket.END);
            assertThat(System.nanoTime() - start).isBetween(7_500_000_000L, 20_000_000_000L);
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.functions
                            .cleanups()
                            .get(0)
                            .at("/websocket/cause")
                            .textValue())
                    .isEqualTo("ping-timeout");
            late.send(RawWebSocket.TEXT, "still here");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
        }
    }

    /** A pong cannot interrupt a frame. */
    @Test
    void aClientThatIsSlowToSendALargeMessageIsNotGivenUp() {
        try (GatewayFixture gateway = start(60);
                RawClient socket = gateway.raw();
                RawWebSocket client = RawWebSocket.open(socket, PATH)) {
            socket.write(new byte[] {(byte) 0x81, (byte) 0x84, 0, 0, 0, 0});
            for (String part : new String[] {"s", "l", "o", "w"}) {
                assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.PING);
                socket.write(part);
            }
            Await.until("message", () -> gateway.functions.messages().size() == 1);
        }
    }

    @Test
    void pongsDoNotKeepAConnectionFromBeingIdle() {
        try (GatewayFixture gateway = start(2);
                TestClient client = gateway.connect()) {
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "idle"));
            Ended.once(gateway, ",\"cause\":\"idle\",\"closeCode\":\"1001\",\"closeReason\":\"idle\"");
        }
    }

    @Test
    void messagesInEitherDirectionKeepAConnectionFromBeingIdle() {
        try (GatewayFixture gateway = start(4);
                RawWebSocket sends = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket receives = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket clock = RawWebSocket.open(gateway.raw(), PATH)) {
            for (int second = 0; second < 6; second++) {
                assertThat(clock.next().firstByte()).isEqualTo(RawWebSocket.PING);
                clock.send(RawWebSocket.PONG, "").send(RawWebSocket.TEXT, "");
                sends.send(RawWebSocket.TEXT, "hi");
                receives.send(RawWebSocket.PONG, "");
                assertThat(gateway.sendText(gateway.id(1), "hi").statusCode()).isEqualTo(200);
            }
            assertThat(gateway.gateway.connections()).isEqualTo(3);
        }
    }
}
