package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseEventTest {
    private final EventReader reader = new EventReader();

    @ParameterizedTest
    @ValueSource(strings = {"closing", "function-url-closing"})
    void readsTheDocumentedEvent(String fixture) {
        CloseEvent event = reader.readClose(EventFixtures.read(fixture));

        assertThat(event.connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
        assertThat(event.cause()).isEmpty();
        assertThat(event.closeCode()).isEmpty();
        assertThat(event.closeReason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "closing-extended",
                "closing-extended-number",
                "function-url-closing-extended",
                "function-url-closing-extended-number"
            })
    void readsWhyTheConnectionEnded(String fixture) {
        CloseEvent event = reader.readClose(EventFixtures.read(fixture));

        assertThat(event.cause()).contains("client-close");
        assertThat(event.closeCode()).hasValue(1001);
        assertThat(event.closeReason()).contains("going away");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"999\"",
                "\"5000\"",
                "\"1e3\"",
                "\"no code\"",
                "10000",
                "-1",
                "true",
                "null",
                "99999999999"
            })
    void anInvalidCloseCodeDoesNotInvalidateTheEvent(String code) {
        String event = "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"abc\",\"closeCode\":" + code
                + ",\"closeReason\":\"x\"}}";

        assertThat(reader.readClose(EventFixtures.parse(event)).closeCode()).isEmpty();
        CloseEvent throughUrl = reader.readClose(EventFixtures.wrapped(event));
        assertThat(throughUrl.closeCode()).isEmpty();
        assertThat(throughUrl.closeReason()).contains("x");
    }

    @Test
    void acceptsAnEventWithoutAnAction() {
        WebSocketEvent event = EventFixtures.read("closing");
        event.getWebsocket().setAction(null);

        assertThat(reader.readClose(event).connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
    }
}
