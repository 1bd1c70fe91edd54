package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEventTest {
    private final EventReader reader = new EventReader();

    @ParameterizedTest
    @ValueSource(strings = {"data-send-text", "data-recv-text", "function-url-data-send-text"})
    void readsText(String fixture) {
        MessageEvent event = reader.readMessage(EventFixtures.read(fixture));

        assertThat(event.connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
        assertThat(event.dataType()).isEqualTo(DataType.TEXT);
        assertThat(event.data()).isEqualTo("xxx");
        assertThat(event.bytes()).containsExactly('x', 'x', 'x');
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-send-binary", "function-url-data-send-binary"})
    void readsBytes(String fixture) {
        MessageEvent event = reader.readMessage(EventFixtures.read(fixture));

        assertThat(event.dataType()).isEqualTo(DataType.BINARY);
        assertThat(event.bytes()).containsExactly(0, 1, 2, 3, 0xFF, 0xFE);
        assertThat(event.data()).isEqualTo("AAECA//+");
    }

    @Test
    void acceptsAnEmptyMessage() {
        assertThat(reader.readMessage(message("'dataType':'text','data':''")).data())
                .isEmpty();
    }

    @Test
    void refusesBytesThatAreNotBase64() {
        assertRefused(EventFixtures.read("data-send-bad-base64"), 105);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'data':'x'", "'dataType':'json','data':'x'", "'dataType':'text'", "'dataType':'text','data':null"
            })
    void refusesAMessageWithoutATypeOrData(String properties) {
        assertRefused(message(properties), 104);
        assertRefused(EventFixtures.wrapped(json(properties)), 104);
    }

    @Test
    void refusesTheActionOfAnotherFunction() {
        assertRefused(EventFixtures.read("closing"), 104);
        assertRefused(EventFixtures.read("register"), 104);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "3", "", "{\"websocket\":[]}", "{\"websocket\":\"x\"}"})
    void refusesABodyThatIsNotAnEvent(String body) {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readMessage(EventFixtures.wrapped(body)))
                .satisfies(e -> assertThat(e.errorNumber().number()).isIn(102, 104));
    }

    @Test
    void doesNotQuoteTheClientInItsErrors() {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readMessage(EventFixtures.wrapped("{\"secret\":nonsense")))
                .withMessage("the request body is not a JSON event")
                .withNoCause();
    }

    @Test
    void reportsAMissingWebSocketAsTheSampleDoes() {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readMessage(new WebSocketEvent()))
                .withMessage("not found web socket")
                .satisfies(e -> assertThat(e.errorNumber().number()).isEqualTo(102));
    }

    private static WebSocketEvent message(String properties) {
        return EventFixtures.parse(json(properties));
    }

    private static String json(String properties) {
        return ("{'websocket':{'action':'data send','secConnectionID':'a'," + properties + "}}").replace('\'', '"');
    }

    private void assertRefused(WebSocketEvent event, int number) {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readMessage(event))
                .satisfies(e -> assertThat(e.errorNumber().number()).isEqualTo(number));
    }
}
