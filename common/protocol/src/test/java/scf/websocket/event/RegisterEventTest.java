package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterEventTest {
    private final EventReader reader = new EventReader();

    @ParameterizedTest
    @ValueSource(strings = {"register", "function-url-register"})
    void readsTheDocumentedEventDirectlyAndThroughAFunctionUrl(String fixture) {
        ConnectEvent event = reader.readConnect(EventFixtures.read(fixture));

        assertThat(event.connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
        assertThat(event.subprotocols()).containsExactly("chat", "binary");
        assertThat(event.service()).contains("testsvc");
        assertThat(event.path()).contains("/test/{testvar}");
        assertThat(event.sourceIp()).contains("10.0.2.14");
        assertThat(event.requestId()).contains("c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
        assertThat(event.headers()).isEmpty();
        assertThat(event.query()).isEmpty();
    }

    @Test
    void fillsEveryDocumentedPropertyFromAFunctionUrl() {
        WebSocketEvent direct = EventFixtures.read("register");
        WebSocketEvent unwrapped =
                JsonEvents.parse(EventFixtures.read("function-url-register").getBody());

        assertThat(unwrapped).usingRecursiveComparison().isEqualTo(direct);
    }

    @Test
    void hasNoSubprotocolsIfTheClientOffersNone() {
        assertThat(reader.readConnect(EventFixtures.read("register-plain")).subprotocols())
                .isEmpty();
    }

    @Test
    void usesTheServiceIdIfThereIsNoName() {
        assertThat(reader.readConnect(EventFixtures.read("register-service-id")).service())
                .contains("service-f94sy04v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"register-unknown-fields", "function-url-register-unknown-fields"})
    void ignoresUnknownProperties(String fixture) {
        ConnectEvent event = reader.readConnect(EventFixtures.read(fixture));

        assertThat(event.service()).contains("testsvc");
        assertThat(event.connectionId().value()).isEqualTo("xawexasdfewezdfsdfeasdfffa==");
    }

    @Test
    void skipsBlanksAndEmptyNamesInTheSubprotocolList() {
        WebSocketEvent event = EventFixtures.read("register");
        event.getWebsocket().setSecWebSocketProtocol(" chat ,, binary,");

        assertThat(reader.readConnect(event).subprotocols()).containsExactly("chat", "binary");
    }

    @Test
    void readsTheHeadersAndTheQueryThatAGatewayForwards() {
        String json = "{'requestContext':{'headers':{'authorization':'x'},'queryString':{'room':'7','n':1}},"
                + "'websocket':{'secConnectionID':'a'}}";
        ConnectEvent event = reader.readConnect(EventFixtures.wrapped(json.replace('\'', '"')));

        assertThat(event.headers()).containsEntry("authorization", "x");
        assertThat(event.query()).containsEntry("room", "7").containsEntry("n", "1");
    }

    @Test
    void findsAHeaderInAnyCaseAndAParameterByItsExactName() {
        String json = "{'requestContext':{'headers':{'authorization':'x','Cookie':'a=1; b=2'},"
                + "'queryString':{'room':'7','empty':''}},'websocket':{'secConnectionID':'a'}}";
        ConnectEvent event = reader.readConnect(EventFixtures.parse(json.replace('\'', '"')));

        assertThat(event.header("Authorization")).contains("x");
        assertThat(event.header("cookie")).contains("a=1; b=2");
        assertThat(event.header("origin")).isEmpty();
        assertThat(event.query("room")).contains("7");
        assertThat(event.query("Room")).isEmpty();
        assertThat(event.query("empty")).contains("");
    }

    @Test
    void findsNeitherIfTheGatewayForwardsNone() {
        ConnectEvent event = reader.readConnect(EventFixtures.read("register"));

        assertThat(event.header("Authorization")).isEmpty();
        assertThat(event.query("room")).isEmpty();
    }

    @Test
    void readsPathParametersDirectlyAndThroughAFunctionUrl() {
        String json = "{'requestContext':{'path':'/rooms/{room}'},'websocket':{'secConnectionID':'a'},"
                + "'queryString':{'n':'1'},'pathParameters':{'room':'7'}}";
        String event = json.replace('\'', '"');

        assertThat(reader.readConnect(EventFixtures.parse(event)).pathParameters())
                .containsExactly(entry("room", "7"));
        assertThat(reader.readConnect(EventFixtures.wrapped(event)).pathParameters())
                .containsExactly(entry("room", "7"));
        assertThat(reader.readConnect(EventFixtures.read("register")).pathParameters())
                .isEmpty();
    }

    @Test
    void reportsAMissingRequestContextAsTheSampleDoes() {
        assertRefused("register-no-request-context", 101, "not found request context");
    }

    @Test
    void reportsAMissingWebSocketAsTheSampleDoes() {
        assertRefused("register-no-websocket", 102, "not found websocket");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        assertRefused("function-url-broken-body", 104, "the request body is not a JSON event");
    }

    @Test
    void treatsNoEventAsAnEmptyOne() {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readConnect(null))
                .satisfies(e -> assertThat(e.errorNumber()).isEqualTo(ErrorNumber.NO_REQUEST_CONTEXT));
    }

    private void assertRefused(String fixture, int number, String message) {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> reader.readConnect(EventFixtures.read(fixture)))
                .withMessage(message)
                .satisfies(e -> assertThat(e.errorNumber().number()).isEqualTo(number));
    }
}
