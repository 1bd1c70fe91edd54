package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** A slow register function, and clients that connect faster than it responds. */
@Execution(ExecutionMode.CONCURRENT)
class SharedPlacesTest {
    private static final String PATH = "/release/websocket";

    private final Gate gate = new Gate();

    @Test
    void aSlowRegisterDelaysNeitherMessagesNorCleanups() {
        List<RawClient> late = new ArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 16);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket leaving = RawWebSocket.open(gateway.raw(), PATH)) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            for (int i = 0; i < 40; i++) {
                late.add(gateway.raw().handshake(PATH));
            }
            // One address gets three of register's six permits.
            Await.until("register is busy", () -> gateway.functions.registers().size() == 2 + 3);
            client.send(RawWebSocket.TEXT, "hello");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            leaving.disconnect();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.functions.registers()).hasSize(5);
            gate.open();
            // Handshakes that have waited for three seconds are told to retry.
            for (RawClient one : late) {
                assertThat(one.readHttp()).startsWith("HTTP/1.1 ").containsAnyOf("101 Switching", "503 Service");
            }
            Await.until(
                    "no handshake is pending",
                    () -> gateway.get("/metrics").body().contains("gateway_handshakes_pending 0.0"));
        } finally {
            gate.open();
            late.forEach(RawClient::close);
        }
    }

    @Test
    void pendingHandshakesAreBoundedPerAddressAndInTotal() {
        assertRefused(3, 2, "HTTP/1.1 429 ", "too many handshakes of this address are pending");
        assertRefused(2, 3, "HTTP/1.1 503 ", "too many handshakes are pending");
    }

    private static void assertRefused(int inAll, int perAddress, String status, String message) {
        Gate slow = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.limits.maxPendingHandshakes = inAll;
                    options.limits.maxPendingHandshakesPerAddress = perAddress;
                });
                RawClient first = gateway.raw();
                RawClient second = gateway.raw();
                RawClient third = gateway.raw()) {
            gateway.functions.onRegister(slow.then(Reply.ok()));
            first.handshake(PATH);
            second.handshake(PATH);
            Await.until(
                    "register handles two", () -> gateway.functions.registers().size() == 2);
            assertThat(third.handshake(PATH).readHttp())
                    .startsWith(status)
                    .contains(message)
                    .containsIgnoringCase("retry-after: 1");
            slow.open();
            assertThat(first.readHttp()).startsWith("HTTP/1.1 101 ");
            Await.until(
                    "no handshake is pending",
                    () -> gateway.get("/metrics").body().contains("gateway_handshakes_pending 0.0"));
            try (RawClient next = gateway.raw()) {
                assertThat(next.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            }
        } finally {
            slow.open();
        }
    }

    @Test
    void pongsAndEmptyFragmentsCountAsMessages() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.messageRate = 5)) {
            try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
                for (int i = 0; i < 10; i++) {
                    client.send(RawWebSocket.PONG, "");
                }
                assertThat(client.next().code()).isEqualTo(1008);
            }
            try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
                client.send(RawWebSocket.FIRST_TEXT, "a");
                for (int i = 0; i < 10; i++) {
                    client.send(RawWebSocket.MIDDLE, "");
                }
                assertThat(client.next().code()).isEqualTo(1008);
            }
        }
    }
}
