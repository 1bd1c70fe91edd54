package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.options.ConnectionOptions.Profile;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The status of each end, as Tencent documents it for Web functions: page 583/63406, section on disconnecting. */
class EndStatusTest {
    private static final String PATH = "/release/websocket";

    @ParameterizedTest
    @CsvSource({"1000, 200", "1010, 200", "1011, 456", "1001, 456", "4000, 456"})
    void aCloseByTheClientIsJudgedByItsCode(int code, int status) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendClose(code, "");
            assertThat(client.next().code()).isEqualTo(code);
            endedWith(gateway, status);
        }
    }

    @Test
    void aClientThatLeavesWithoutACloseFrameHasClosed() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.disconnect();
            endedWith(gateway, 456);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "1011, 200", "1012, 439", "4000, 439"})
    void aCloseByTheServerIsJudgedByItsCode(int code, int status) {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0)
                    + "\",\"closeCode\":" + code + "}}");
            assertThat(client.awaitClosed().code()).isEqualTo(code);
            endedWith(gateway, status);
        }
    }

    @Test
    void aFailedFunctionIsARegularCloseWith1011() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> new Reply(500, ""));
            client.send("hello");
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
            endedWith(gateway, 200);
        }
    }

    @Test
    void anIdleConnectionHasItsOwnStatus() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.idle = 1);
                TestClient client = gateway.connect()) {
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "idle"));
            endedWith(gateway, 455);
        }
    }

    @Test
    void anActiveConnectionEndsAtItsMaximumAge() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxDuration = 2);
                TestClient client = gateway.connect()) {
            long start = System.nanoTime();
            while (!client.isClosed() && System.nanoTime() - start < 10_000_000_000L) {
                gateway.sendText(gateway.id(0), "still there?");
            }
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "longest time reached"));
            assertThat(System.nanoTime() - start).isGreaterThan(1_500_000_000L);
            Ended.once(
                    gateway,
                    ",\"cause\":\"max-duration\",\"closeCode\":\"1001\",\"closeReason\":\"longest time reached\"");
            endedWith(gateway, 433);
        }
    }

    @Test
    void theTencentLimitsAllowABurstOfTenMessagesButNotEleven() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.profile = Profile.TENCENT);
                TestClient client = gateway.connect()) {
            for (int i = 0; i < 40 && !client.isClosed(); i++) {
                client.trySend("m" + i);
            }
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1008, "rate limit"));
            Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(gateway.functions.messages()).hasSizeBetween(10, 20);
            endedWith(gateway, 439);
        }
    }

    private static void endedWith(GatewayFixture gateway, int status) {
        String counter = "gateway_connections_ended_total{status=\"" + status + "\"} 1.0";
        Await.until(counter, () -> gateway.get("/metrics").body().contains(counter));
    }
}
