package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

class SlowClientTest {
    private static final int CHUNK = 64 * 1024;
    private static final byte[] PING_PAYLOAD = "?".getBytes(StandardCharsets.UTF_8);

    /** More than both kernel buffers and the queue together, so a client that reads nothing must have hit the bound. */
    private static final int MAX_PUSHES = 64 * 1024 * 1024 / CHUNK;

    @Test
    void aClientThatReadsNothingIsClosedEvenThoughItsSocketTakesNoCloseFrame() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient slow = stalled(gateway);
                TestClient other = gateway.connect()) {
            HttpResponse<String> refused = pushUntilRefused(gateway, gateway.id(0));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).startsWith("{\"errNo\":308,");
            Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(gateway.functions.cleanups().get(0).toString())
                    .contains(gateway.id(0))
                    .contains("\"cause\":\"slow-consumer\",\"closeCode\":\"1008\",\"closeReason\":\"slow consumer\"");
            assertThat(gateway.sendText(gateway.id(0), "late").statusCode()).isEqualTo(410);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_limits_hit_total{limit=\"send-queue\"} 1.0")
                    .contains("gateway_connections_closed_total{cause=\"slow-consumer\"} 1.0");
            Await.until("socket is cut", () -> isCut(slow));
            gateway.sendText(gateway.id(1), "still here");
            assertThat(other.awaitTexts(1)).containsExactly("still here");
        }
    }

    @Test
    void aSlowClientThatResumesReadingReceivesTheReason() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient slow = stalled(gateway)) {
            pushUntilRefused(gateway, gateway.id(0));
            int opcode = slow.read() & 0x0F;
            while (opcode == 1) {
                slow.skipFrame();
                opcode = slow.read() & 0x0F;
            }
            assertThat(opcode).isEqualTo(8);
            assertThat(slow.readBytes(3)).containsExactly(15, 1008 >> 8, 1008 & 0xFF);
        }
    }

    @Test
    void aSlowRecipientFailsAloneInAList() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient slow = stalled(gateway);
                TestClient other = gateway.connect()) {
            String a = gateway.id(0);
            String b = gateway.id(1);
            String last = "";
            int pushes = 0;
            while (!last.contains("slow-consumer") && pushes++ < MAX_PUSHES) {
                last = gateway.push("{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\""
                                + "x".repeat(CHUNK) + "\",\"secConnectionIDs\":[\"" + a + "\",\"" + b + "\"]}}")
                        .body();
            }
            assertThat(last)
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":[{\"secConnectionID\":\"" + a
                            + "\",\"reason\":\"slow-consumer\"}]}");
            assertThat(other.awaitTexts(pushes)).hasSize(pushes);
            assertThat(slow.read()).as("data sent before belongs to the client").isEqualTo(0x81);
        }
    }

    private static RawClient stalled(GatewayFixture gateway) {
        RawClient client = gateway.raw().handshake("/release/websocket");
        assertThat(client.readHttp()).startsWith("HTTP/1.1 101");
        return client;
    }

    private static HttpResponse<String> pushUntilRefused(GatewayFixture gateway, String id) {
        String chunk = "x".repeat(CHUNK);
        for (int i = 0; i < MAX_PUSHES; i++) {
            HttpResponse<String> answer = gateway.sendText(id, chunk);
            if (answer.statusCode() != 200) {
                return answer;
            }
        }
        throw new AssertionError("the queue is unbounded");
    }

    private static boolean isCut(RawClient client) {
        try {
            client.frame(0x89, PING_PAYLOAD);
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
