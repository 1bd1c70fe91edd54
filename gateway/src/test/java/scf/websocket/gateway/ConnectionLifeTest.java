package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

class ConnectionLifeTest {
    @Test
    void aMessageGoesToTransmissionAndAPushComesBack() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            client.send("hello");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            assertThat(gateway.functions.messages().get(0).toString())
                    .isEqualTo("{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"dataType\":\"text\",\"data\":\"hello\"}}");

            assertThat(gateway.sendText(gateway.id(0), "back").body()).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
            assertThat(client.awaitTexts(1)).containsExactly("back");
        }
    }

    @Test
    void messagesOfOneConnectionReachTheFunctionInOrderAndOneAtATime() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            for (int i = 0; i < 200; i++) {
                client.send("m" + i);
            }
            Await.until("200 messages", () -> gateway.functions.messages().size() == 200);
            for (int i = 0; i < 200; i++) {
                assertThat(gateway.functions
                                .messages()
                                .get(i)
                                .path("websocket")
                                .path("data")
                                .asText())
                        .isEqualTo("m" + i);
            }
        }
    }

    @Test
    void aFramePushedBeforeThe101ArrivesAfterIt() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").asText();
                assertThat(gateway.sendText(id, "welcome").statusCode()).isEqualTo(200);
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitTexts(1)).containsExactly("welcome");
            }
        }
    }

    @Test
    void cleanupRunsOnceAfterTheLastMessage() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            client.send("last");
            client.close(1000, "bye");
            Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(gateway.functions.messages()).hasSize(1);
            assertThat(gateway.functions.cleanups().get(0).toString())
                    .isEqualTo("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"cause\":\"client-close\",\"closeCode\":\"1000\",\"closeReason\":\"bye\"}}");
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
        }
    }
}
