package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;

class ReadinessTest {
    @Test
    void functionsThatFailMakeItUnreadyAndTheFirstAnswerMakesItReady() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
            gateway.functions.onRegister(event -> new Reply(500, ""));
            gateway.functions.onCleanup(event -> new Reply(500, ""));
            for (int i = 0; i < 10; i++) {
                try (RawClient client = gateway.raw().handshake("/release/websocket")) {
                    assertThat(client.readHttp()).startsWith("HTTP/1.1 502");
                }
            }
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(gateway.get("/readyz").body()).contains("\"notReady\":[\"functions\"]");
            assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);

            gateway.functions.onRegister(event -> Reply.ok()).onCleanup(event -> Reply.ok());
            try (RawClient client = gateway.raw().handshake("/release/websocket")) {
                assertThat(client.readHttp()).startsWith("HTTP/1.1 101");
                assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
            }
        }
    }
}
