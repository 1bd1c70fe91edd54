package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.event.RequestContext;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.testing.Events;

/** Clients whose connection token is in the handshake. */
class HandshakeTokenTest {
    private static final String ANN = SignedTokens.signed("{'sub':'ann'}");
    private static final String BOB = SignedTokens.signed("{'sub':'bob'}");
    private static final String EXPIRED = SignedTokens.signed("{'sub':'ann','exp':1}");

    @AutoClose
    private final Instances instances = new Instances();

    private List<String> connect(String mode, Map<String, String> headers, Map<String, String> query, String command) {
        WebSocketEvent event = Events.connecting("c");
        RequestContext context = event.getRequestContext();
        context.setHeaders(headers);
        context.setQueryString(query);
        ChannelsApp app = instances.start("", new ChannelPolicy() {}, Map.of("AUTH_MODE", mode));
        ClientUnderTest client = ClientUnderTest.open(app, "c", event);
        assertThat(client.hub.said()).as("no 403").isNotEmpty();
        List<String> said = client.sends("{'id':1,'connect':{" + command + "}}");
        assertThat(client.hub.context)
                .satisfiesAnyOf(
                        text -> assertThat(said).anyMatch(line -> line.startsWith("close")),
                        text -> assertThat(text).doesNotContain("eyJ"));
        return said;
    }

    private List<String> connect(Map<String, String> headers, Map<String, String> query) {
        return connect("required", headers, query, "");
    }

    @Test
    void theHeaderOrTheParameterSignsIn() {
        assertThat(connect(Map.of("authorization", "Bearer " + ANN), Map.of())).contains("join u:ann: c");
        assertThat(connect(Map.of("Authorization", "bearer   " + ANN), Map.of("token", BOB)))
                .contains("join u:ann: c");
        assertThat(connect(Map.of("authorization", "Basic eDp5"), Map.of("token", BOB)))
                .contains("join u:bob: c");
    }

    @Test
    void theTokenOfTheCommandWins() {
        assertThat(connect("required", Map.of("authorization", "Bearer " + ANN), Map.of(), "'token':'" + BOB + "'"))
                .contains("join u:bob: c");
        assertThat(connect("required", Map.of(), Map.of("token", "wrong"), "'token':'" + BOB + "'"))
                .contains("join u:bob: c");
        assertThat(connect("required", Map.of(), Map.of("token", BOB), "'token':'wrong'"))
                .containsExactly("close c: 3500");
    }

    @ParameterizedTest
    @CsvSource({"wrong", "Bearer", "''"})
    void aTokenThatIsNoneIsRefusedByTheCommand(String token) {
        List<String> said = connect(Map.of("authorization", "Bearer " + token), Map.of());
        assertThat(said)
                .containsAnyOf(
                        "close c: 3500", "to c: {\"id\":1,\"error\":{\"code\":101,\"message\":\"unauthorized\"}}");
    }

    @Test
    void aTokenThatHasExpiredOrIsTooLongIsRefusedByTheCommand() {
        assertThat(connect(Map.of(), Map.of("token", EXPIRED)))
                .containsExactly(
                        "to c: {\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}", "close c: 3005");
        String tooLong = SignedTokens.signed("{'sub':'ann','x':'" + "x".repeat(4000) + "'}");
        assertThat(connect("optional", Map.of(), Map.of("token", tooLong), "")).containsExactly("close c: 3500");
        assertThat(connect("optional", Map.of(), Map.of("token", "\u0001\"你"), ""))
                .containsExactly("close c: 3500");
    }

    @Test
    void whereTokensDoNotCountTheHandshakeDoesNot() {
        assertThat(connect("anonymous", Map.of(), Map.of("token", "wrong"), ""))
                .noneMatch(line -> line.startsWith("close"));
        assertThat(connect("optional", Map.of(), Map.of(), "")).contains("no deadline");
    }
}
