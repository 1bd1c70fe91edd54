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
    @ValueSource(strings = {"closing-extended", "function-url-closing-extended"})
    void readsWhyTheConnectionEnded(String fixture) {
        CloseEvent event = reader.readClose(EventFixtures.read(fixture));

        assertThat(event.cause()).contains("client-close");
        assertThat(event.closeCode()).hasValue(1001);
        assertThat(event.closeReason()).contains("going away");
    }

    @Test
    void letsAnEventWithoutAnActionThrough() {
        WebSocketEvent event = EventFixtures.read("closing");
        event.getWebsocket().setAction(null);

        assertThat(reader.readClose(event).connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
    }
}
