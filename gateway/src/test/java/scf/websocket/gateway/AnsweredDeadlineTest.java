package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;

/** Deadlines that answers set. */
class AnsweredDeadlineTest {
    @Test
    void closesTheConnectionWithItsCodeAndTellsCleanup() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.extended(
                    event, "\"deadline\":{\"seconds\":0,\"closeCode\":3005,\"closeReason\":\"connection expired\"}"));
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(3005, "connection expired"));
                Ended.once(
                        gateway,
                        ",\"cause\":\"deadline\",\"closeCode\":\"3005\",\"closeReason\":\"connection expired\"");
            }
        }
    }

    @Test
    void aLaterAnswerReplacesOrRemovesIt() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.extended(event, "\"deadline\":{\"seconds\":1}"));
            gateway.functions.onTransmission(event -> Reply.extended(
                    event,
                    "\"deadline\":" + event.path("websocket").path("data").textValue()));
            try (TestClient kept = gateway.connect();
                    TestClient sooner = gateway.connect();
                    TestClient unchanged = gateway.connect()) {
                kept.send("null");
                sooner.send("{\"seconds\":\"0\",\"closeCode\":\"4000\"}");
                assertThat(sooner.awaitClosed().code()).isEqualTo(4000);
                assertThat(unchanged.awaitClosed().code()).isEqualTo(1000);
                assertThat(kept.isClosed()).isFalse();
            }
        }
    }
}
