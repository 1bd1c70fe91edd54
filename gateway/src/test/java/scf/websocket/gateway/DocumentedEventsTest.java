package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.Handshake;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** The three events, byte for byte as on page 583/32553. */
class DocumentedEventsTest {
    private static final String ID = "xawexasdfewezdfsdfeasdfffa==";

    private static String fixture(String name) {
        try (InputStream in = DocumentedEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String utf8(byte[] event) {
        return new String(event, StandardCharsets.UTF_8);
    }

    private static Handshake handshake(String subprotocols, String extensions) {
        return new Handshake(
                "testsvc",
                "prod",
                "/test/{testvar}",
                "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
                "10.0.2.14",
                subprotocols,
                extensions,
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Test
    void registerIsAsDocumented() {
        assertThat(utf8(new EventWriter(false).register(handshake("chat,binary", "extension1,extension2"), ID)))
                .isEqualTo(fixture("register"));
    }

    @Test
    void registerOmitsPropertiesThatTheClientDidNotSend() {
        assertThat(utf8(new EventWriter(false).register(handshake(null, null), ID)))
                .isEqualTo(fixture("register-plain"));
    }

    @Test
    void messagesAreAsDocumented() {
        assertThat(utf8(new EventWriter(true).text(ID, "xxx"))).isEqualTo(fixture("data-send-text"));
        byte[] bytes = {0, 1, 2, 3, (byte) 0xFF, (byte) 0xFE};
        assertThat(utf8(new EventWriter(true).binary(ID, bytes))).isEqualTo(fixture("data-send-binary"));
    }

    @Test
    void theCloseEventIsAsDocumentedAndExtendedIfAllowed() {
        assertThat(utf8(new EventWriter(false).closing(ID, "client-close", 1001, "going away")))
                .isEqualTo(fixture("closing"));
        assertThat(utf8(new EventWriter(true).closing(ID, "client-close", 1001, "going away")))
                .isEqualTo(fixture("closing-extended"));
    }

    /** The same on the wire, with variable parts replaced. */
    @Test
    void aStrictGatewaySendsOnlyDocumentedEvents() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.operation.strict = true;
                    options.listeners.path = List.of("/prod/test/{testvar}");
                    options.listeners.apiId = "testsvc";
                });
                RawClient client = gateway.raw()) {
            client.handshake(
                    "/prod/test/a%20room?room=1",
                    "Sec-WebSocket-Protocol: chat,binary", "Sec-WebSocket-Extensions: extension1,extension2");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
            RawWebSocket.on(client).send(RawWebSocket.TEXT, "xxx").sendClose(1001, "going away");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            String id = gateway.id(0);
            assertThat(id).hasSize(32);
            assertThat(ConnectionId.isValid(id)).isTrue();
            JsonNode register = gateway.functions.registers().get(0);
            String requestId = register.path("requestContext").path("requestId").textValue();
            assertThat(requestId).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(register.toString())
                    .isEqualTo(fixture("register")
                            .replace(ID, id)
                            .replace("c6af9ac6-7b61-11e6-9a41-93e8deadbeef", requestId)
                            .replace("10.0.2.14", "127.0.0.1"));
            assertThat(gateway.functions.messages().get(0).toString())
                    .isEqualTo(fixture("data-send-text").replace(ID, id));
            assertThat(gateway.functions.cleanups().get(0).toString())
                    .isEqualTo(fixture("closing").replace(ID, id));
        }
    }
}
