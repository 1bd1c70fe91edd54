package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Cleanup functions in the order that Tencent documents: push {@code closing} for the connection, then delete it. */
class ClosingInCleanupTest {
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    private static String id(JsonNode event) {
        return event.path("websocket").path("secConnectionID").textValue();
    }

    private static String closing(String id) {
        return "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\"}}";
    }

    /** Fails, as such a function does, unless the push is answered 200. */
    private Reply closeThenForget(GatewayFixture gateway, JsonNode event) {
        int status = gateway.push(closing(id(event))).statusCode();
        statuses.add(status);
        return status == 200 ? Reply.ok() : new Reply(500, "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersACloseForAConnectionInCleanupAsDelivered(boolean strict) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.strict = strict)) {
            gateway.functions.onCleanup(event -> closeThenForget(gateway, event));
            gateway.connect().close(1000, "bye");
            gateway.connect().abort();
            Await.until("cleanups", () -> gateway.functions.cleanups().size() == 2);
            Await.until("none pending", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            assertThat(gateway.functions.cleanups()).hasSize(2);
            assertThat(statuses).containsExactly(200, 200);
        }
    }

    @Test
    void answersACloseAsDeliveredAtEachAttempt() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onCleanup(event -> {
                closeThenForget(gateway, event);
                return statuses.size() < 3 ? new Reply(500, "") : Reply.ok();
            });
            gateway.connect().abort();
            Await.until("third attempt", () -> statuses.size() == 3);
            assertThat(statuses).containsExactly(200, 200, 200);
        }
    }

    @Test
    void aMessageForAConnectionInCleanupIsGone() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onCleanup(event -> {
                statuses.add(gateway.sendText(id(event), "too late").statusCode());
                return Reply.ok();
            });
            gateway.connect().abort();
            Await.until("cleanup", () -> !statuses.isEmpty());
            assertThat(statuses).containsExactly(410);
        }
    }

    @Test
    void theConnectionIsGoneAfterASuccessfulCleanup() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.connect().close(1000, "");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            Await.until("none pending", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            assertThat(gateway.push(closing(gateway.id(0))).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void aListDoesNotReportAConnectionInCleanupAsGone() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            List<String> answers = new CopyOnWriteArrayList<>();
            gateway.functions.onCleanup(event -> {
                answers.add(gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionIDs\":[\"" + id(event)
                                + "\",\"unknown\"]}}")
                        .body());
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                client.close(1000, "");
            }
            Await.until("cleanup", () -> !answers.isEmpty());
            assertThat(answers).singleElement().asString().contains("\"gone\":[\"unknown\"]");
        }
    }

    @Test
    void answersACloseDuringTheLastMessageAsDelivered() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> {
                client.abort();
                Await.until("the end is seen", () -> gateway.gateway.connections() == 0);
                statuses.add(gateway.push(closing(id(event))).statusCode());
                return Reply.ok();
            });
            client.send("last");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(statuses).containsExactly(200);
        }
    }
}
