package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.testing.process.Await;

/** The trace that a client's handshake names. */
class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String HANDSHAKE = "00-" + TRACE + "-b7ad6b7169203331-01";

    /** Connects with these headers, sends two messages and leaves. Returns the positions of the events in a trace. */
    private static List<String> positions(Consumer<GatewayOptions> options, String... headers) {
        try (GatewayFixture gateway = GatewayFixture.start(options)) {
            // A member after the announcement and before the trace.
            gateway.functions.onRegister(
                    event -> event.has("gateway") ? Reply.extended(event, "\"context\":\"c\"") : Reply.ok());
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            for (String header : headers) {
                builder.header("traceparent", header);
            }
            WebSocket client = builder.buildAsync(gateway.uri(), new WebSocket.Listener() {})
                    .orTimeout(15, TimeUnit.SECONDS)
                    .join();
            client.sendText("1", true).join();
            client.sendText("2", true).join();
            client.sendClose(1000, "").join();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            client.abort();
            List<JsonNode> events = new ArrayList<>(gateway.functions.registers());
            events.addAll(gateway.functions.messages());
            events.addAll(gateway.functions.cleanups());
            assertThat(events).hasSize(4);
            return events.stream()
                    .map(event -> event.path("traceparent").asText("none"))
                    .toList();
        }
    }

    @Test
    void eachEventOfTheConnectionIsANewOperationInIt() {
        assertThat(positions(options -> {}, HANDSHAKE))
                .doesNotHaveDuplicates()
                .doesNotContain(HANDSHAKE)
                .allSatisfy(position -> assertThat(position).matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
    }

    @Test
    void aConnectionWithoutOrWithSeveralOrWithAnInvalidOneIsInNone() {
        assertThat(positions(options -> {})).containsOnly("none");
        assertThat(positions(options -> {}, HANDSHAKE, HANDSHAKE)).containsOnly("none");
        assertThat(positions(options -> {}, HANDSHAKE.toUpperCase(java.util.Locale.ROOT)))
                .containsOnly("none");
    }

    @Test
    void aStrictGatewayIgnoresIt() {
        assertThat(positions(options -> options.operation.strict = true, HANDSHAKE))
                .containsOnly("none");
    }

    @Test
    void cleanupIsANewOperationInEveryAttempt() {
        List<String> attempts = new CopyOnWriteArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onCleanup(event -> {
                attempts.add(event.path("traceparent").asText());
                return attempts.size() == 1 ? new Reply(500, "") : Reply.ok();
            });
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("traceparent", HANDSHAKE)
                    .buildAsync(gateway.uri(), new WebSocket.Listener() {})
                    .orTimeout(15, TimeUnit.SECONDS)
                    .join()
                    .abort();
            Await.until("second attempt", () -> gateway.functions.cleanups().size() == 2);
            assertThat(attempts)
                    .doesNotHaveDuplicates()
                    .allSatisfy(position -> assertThat(position).contains(TRACE));
        }
    }
}
