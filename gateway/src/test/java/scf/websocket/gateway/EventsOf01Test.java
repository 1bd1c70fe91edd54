package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.DataType;
import scf.websocket.event.EventReader;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.gateway.testing.Recorded01;
import scf.websocket.gateway.testing.TestClient;

/**
 * Functions and gateways are upgraded independently: current functions read events of 0.1, and the current gateway its
 * pushes.
 */
class EventsOf01Test {
    private static final String ID = "/LrqPww4Jd/hQGTXmYvnrRJSWrit4kcC";

    private final EventReader reader = new EventReader();

    private static WebSocketEvent event(String name) {
        try {
            return new ObjectMapper().readValue(Recorded01.text("event-" + name + ".json"), WebSocketEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsAConnectEventOf01() {
        ConnectEvent event = reader.readConnect(event("connecting"));
        assertThat(event.connectionId().value()).isEqualTo(ID);
        assertThat(event.subprotocols()).containsExactly("chat", "binary");
        assertThat(event.service()).contains("api-local");
        assertThat(event.path()).contains("/websocket");
        assertThat(event.sourceIp()).contains("127.0.0.1");
        assertThat(event.headers()).containsKey("user-agent");
        assertThat(event.query()).containsEntry("token", "t");
        assertThat(reader.readConnect(event("connecting-plain")).subprotocols()).isEmpty();
    }

    @Test
    void readsMessageEventsOf01() {
        MessageEvent text = reader.readMessage(event("text"));
        assertThat(text.connectionId().value()).isEqualTo(ID);
        assertThat(text.data()).isEqualTo("hello 你好");
        MessageEvent binary = reader.readMessage(event("binary"));
        assertThat(binary.dataType()).isEqualTo(DataType.BINARY);
        assertThat(binary.bytes()).containsExactly(0, 1, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "closing-client, client-close, 3001, bye",
        "closing-kick, kick, 4001, é",
        "closing-lost, connection-lost, 0, ''",
        "closing-crash, gateway-crash, 0, ''"
    })
    void readsCloseEventsOf01WithAndWithoutACloseCode(String name, String cause, int code, String reason) {
        CloseEvent event = reader.readClose(event(name));
        assertThat(event.cause()).contains(cause);
        assertThat(event.closeCode().orElse(0)).isEqualTo(code);
        assertThat(event.closeReason().orElse("")).isEqualTo(reason);
    }

    @Test
    void acceptsThePushesOf01() {
        List<String> pushes = Recorded01.lines("pushes.jsonl");
        assertThat(pushes).hasSize(10);
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient first = gateway.connect();
                TestClient second = gateway.connect()) {
            for (String push : pushes.subList(0, 6)) {
                assertThat(pushed(gateway, push)).isEqualTo(200);
            }
            assertThat(first.awaitTexts(2)).containsOnly("héllo 你好 😀 \"\\\n");
            assertThat(second.awaitTexts(1)).containsExactly("héllo 你好 😀 \"\\\n");
            assertThat(first.awaitBinaries(2)).containsOnly(new byte[] {0, 1, 2, -1, -2});
            assertThat(pushed(gateway, pushes.get(7))).isEqualTo(200);
            assertThat(first.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "é"));
            assertThat(second.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "é"));
        }
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient first = gateway.connect();
                TestClient second = gateway.connect()) {
            assertThat(pushed(gateway, pushes.get(8))).isEqualTo(200);
            assertThat(first.awaitClosed()).isEqualTo(new TestClient.Closed(1000, ""));
            assertThat(pushed(gateway, pushes.get(9))).isEqualTo(200);
            assertThat(second.awaitClosed()).isEqualTo(new TestClient.Closed(1000, ""));
        }
    }

    private static int pushed(GatewayFixture gateway, String push) {
        return gateway.push(push.replace("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0", gateway.id(0))
                        .replace("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", gateway.id(1)))
                .statusCode();
    }
}
