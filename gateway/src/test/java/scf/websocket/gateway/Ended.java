package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Assertions that hold after any end of a connection. */
final class Ended {
    private Ended() {}

    /** The first connection had exactly one cleanup with these fields, and left nothing behind. */
    static void once(GatewayFixture gateway, String extension) {
        String id = gateway.id(0);
        Await.until("cleanup", () -> !of(gateway, id).isEmpty());
        passWithAnother(gateway);
        assertThat(of(gateway, id))
                .singleElement()
                .hasToString(
                        "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\"" + extension + "}}");
        assertThat(gateway.gateway.connections()).isZero();
        assertThat(gateway.sendText(id, "anyone?").statusCode()).isEqualTo(410);
    }

    /** The first connection had no cleanup. */
    static void withoutCleanup(GatewayFixture gateway) {
        String id = gateway.id(0);
        passWithAnother(gateway);
        assertThat(of(gateway, id)).isEmpty();
        assertThat(gateway.gateway.connections()).isZero();
    }

    /** Opens and closes another connection, so that anything still in flight for the first would be seen. */
    private static void passWithAnother(GatewayFixture gateway) {
        gateway.functions.onRegister(event -> Reply.ok());
        int before = gateway.functions.registers().size();
        try (TestClient other = gateway.connect()) {
            other.close(1000, "");
            String id = gateway.id(before);
            Await.until("the other's cleanup", () -> of(gateway, id).size() == 1);
        }
    }

    private static List<JsonNode> of(GatewayFixture gateway, String id) {
        return gateway.functions.cleanups().stream()
                .filter(event ->
                        event.path("websocket").path("secConnectionID").asText().equals(id))
                .toList();
    }
}
