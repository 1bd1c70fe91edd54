package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.DocumentedSample;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/**
 * Passes every event that the gateway can produce through a function that concatenates the members of {@code websocket}
 * like the documented samples, which throws on values other than strings. {@link
 * scf.websocket.gateway.testing.FunctionServer} checks the events of all other tests in the same way.
 */
@Execution(ExecutionMode.CONCURRENT)
class EventStringsTest {
    private static final String PATH = "/release/websocket";

    @TempDir
    Path journal;

    private static GatewayFixture start(Consumer<GatewayOptions> settings) {
        GatewayFixture gateway = GatewayFixture.start(settings);
        gateway.functions.onTransmission(DocumentedSample::printMembers);
        gateway.functions.onCleanup(DocumentedSample::printMembers);
        return gateway;
    }

    private static RawWebSocket open(GatewayFixture gateway) {
        return RawWebSocket.open(gateway.raw(), PATH);
    }

    /** Exactly one cleanup for that cause succeeded. */
    private static void cleanedUp(GatewayFixture gateway, CloseCause cause) {
        Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
        Await.until("taken", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
        assertThat(gateway.functions.cleanups()).singleElement().satisfies(event -> {
            assertThat(event.path("websocket").path("cause").textValue()).isEqualTo(cause.wireName());
            assertThat(event.path("websocket")).allMatch(JsonNode::isTextual);
        });
        assertThat(gateway.get("/metrics").body()).contains("gateway_cleanups_retried_total 0.0");
    }

    @ParameterizedTest
    @EnumSource
    void everyCloseEventConsistsOfStrings(CloseCause cause) throws InterruptedException {
        switch (cause) {
            case CLIENT_CLOSE -> ends(cause, client -> client.sendClose(4321, "bye"), options -> {});
            case CONNECTION_LOST -> ends(cause, RawWebSocket::reset, options -> {});
            case IDLE -> ends(cause, client -> {}, options -> options.connections.idle = 1);
            case MAX_DURATION -> ends(cause, client -> {}, options -> options.connections.maxDuration = 1);
            case PING_TIMEOUT ->
                ends(cause, client -> {}, options -> {
                    options.connections.ping = 1;
                    options.connections.pong = 1;
                });
            case TOO_LARGE ->
                ends(
                        cause,
                        client -> client.send(RawWebSocket.TEXT, "xx"),
                        options -> options.connections.maxMessage = 1);
            case PROTOCOL_ERROR -> ends(cause, client -> client.sendBytes(0x8B, 0x80, 0, 0, 0, 0), options -> {});
            case BAD_TEXT -> ends(cause, client -> client.send(RawWebSocket.TEXT, new byte[] {(byte) 0xFF}), o -> {});
            case RATE_LIMIT ->
                ends(
                        cause,
                        client -> client.send(RawWebSocket.TEXT, "a")
                                .send(RawWebSocket.TEXT, "b")
                                .send(RawWebSocket.TEXT, "c"),
                        options -> options.connections.messageRate = 1);
            case DEADLINE -> deadlinePassed();
            case KICK -> kicked();
            case FUNCTION_FAILED -> functionFailed();
            case SLOW_CONSUMER -> slowConsumer();
            case OVERLOADED -> overloaded();
            case HANDSHAKE_ABANDONED -> abandoned();
            case REGISTER_FAILED -> registerFailed();
            case SHUTDOWN -> drained(cause, options -> {});
            case DRAIN -> drained(cause, options -> options.operation.drain = 1);
            case GATEWAY_CRASH -> crashed();
            case TAKEN_OVER -> takenOver();
        }
    }

    private static void ends(CloseCause cause, Consumer<RawWebSocket> end, Consumer<GatewayOptions> settings) {
        try (GatewayFixture gateway = start(settings);
                RawWebSocket client = open(gateway)) {
            end.accept(client);
            cleanedUp(gateway, cause);
        }
    }

    private static void kicked() {
        try (GatewayFixture gateway = start(options -> {});
                RawWebSocket client = open(gateway)) {
            assertThat(client).isNotNull();
            gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0)
                    + "\",\"closeCode\":4001,\"closeReason\":\"signed out\"}}");
            cleanedUp(gateway, CloseCause.KICK);
        }
    }

    private static void deadlinePassed() {
        try (GatewayFixture gateway = start(options -> {});
                RawWebSocket client = open(gateway)) {
            gateway.functions.onTransmission(event -> Reply.extended(event, "\"deadline\":{\"seconds\":0}"));
            client.send(RawWebSocket.TEXT, "x");
            cleanedUp(gateway, CloseCause.DEADLINE);
        }
    }

    private static void functionFailed() {
        try (GatewayFixture gateway = start(options -> {});
                RawWebSocket client = open(gateway)) {
            gateway.functions.onTransmission(event -> new Reply(500, ""));
            client.send(RawWebSocket.TEXT, "x");
            cleanedUp(gateway, CloseCause.FUNCTION_FAILED);
        }
    }

    private static void slowConsumer() {
        try (GatewayFixture gateway = start(options -> {});
                RawWebSocket client = open(gateway)) {
            assertThat(client).isNotNull();
            String chunk = "x".repeat(64 * 1024);
            for (int i = 0; i < 1024; i++) {
                if (gateway.sendText(gateway.id(0), chunk).statusCode() != 200) {
                    break;
                }
            }
            cleanedUp(gateway, CloseCause.SLOW_CONSUMER);
        }
    }

    /** The queue holds twice the bytes that pause reading, so the liveness read finds no room. */
    private static void overloaded() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = start(options -> {
                    options.connections.ping = 1;
                    options.connections.maxMessage = 4 << 20;
                    options.functions.functionTimeout = 60;
                });
                RawWebSocket client = open(gateway)) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            byte[] large = new byte[3 << 20];
            client.send(RawWebSocket.TEXT, "first").send(RawWebSocket.BINARY, large);
            Await.until("the end", () -> gateway.gateway.connections() == 0);
            gate.open();
            cleanedUp(gateway, CloseCause.OVERLOADED);
        }
    }

    private static void abandoned() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = start(options -> {})) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            RawClient client = gateway.raw().handshake(PATH);
            Await.until("asked", () -> gateway.functions.registers().size() == 1);
            client.reset();
            gate.open();
            cleanedUp(gateway, CloseCause.HANDSHAKE_ABANDONED);
        }
    }

    private static void registerFailed() {
        try (GatewayFixture gateway = start(options -> {});
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> new Reply(500, ""));
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 502 ");
            cleanedUp(gateway, CloseCause.REGISTER_FAILED);
        }
    }

    private static void drained(CloseCause cause, Consumer<GatewayOptions> settings) throws InterruptedException {
        try (GatewayFixture gateway = start(settings);
                TestClient client = gateway.connect()) {
            gateway.gateway.drain();
            assertThat(client.awaitClosed().code()).isEqualTo(cause.closeCode());
            cleanedUp(gateway, cause);
        }
    }

    /** Connections that are open when a gateway ends without a drain stay in its journal, as after a crash. */
    private void crashed() {
        GatewayFixture crashed = start(options -> options.journal.journal = journal);
        try (RawWebSocket client = open(crashed)) {
            assertThat(client).isNotNull();
            crashed.functions.onCleanup(event -> new Reply(500, ""));
            crashed.close();
        }
        try (GatewayFixture gateway = start(options -> options.journal.journal = journal)) {
            cleanedUp(gateway, CloseCause.GATEWAY_CRASH);
        }
    }

    private static void takenOver() {
        try (RedisProcess redis = new RedisProcess();
                GatewayFixture gateway = start(options -> options.cluster.redis = redis.url());
                TestClient client = gateway.connect()) {
            NodeId node = NodeId.of(gateway.id(0)).orElseThrow();
            redis.ask(commands -> commands.set("scf-websocket:over:" + node, "somebody"));
            assertThat(client.awaitClosed().code()).isEqualTo(1012);
            cleanedUp(gateway, CloseCause.TAKEN_OVER);
        }
    }

    @Test
    void aCloseFrameWithoutCodeOrReasonAddsNothing() {
        try (GatewayFixture gateway = start(options -> {});
                RawWebSocket bare = open(gateway)) {
            bare.send(RawWebSocket.CLOSE, "");
            cleanedUp(gateway, CloseCause.CLIENT_CLOSE);
            assertThat(gateway.functions.cleanups().get(0).path("websocket").fieldNames())
                    .toIterable()
                    .containsExactly("action", "secConnectionID", "cause");
        }
    }

    @Test
    void registerAndMessageEventsConsistOfStringsWhateverIsForwarded() {
        try (GatewayFixture gateway = start(options -> {
                    options.security.passHeaders = List.of("cookie", "user-agent");
                    options.security.allowOrigin = List.of("https://chat.example.com");
                    options.security.passQuery = List.of("token");
                    options.security.deflate = true;
                });
                RawClient socket = gateway.raw()) {
            gateway.functions.onRegister(DocumentedSample::printMembers);
            socket.handshake(
                    PATH + "?token=1",
                    "Cookie: a=1",
                    "User-Agent: 7",
                    "Sec-WebSocket-Protocol: 1, 2",
                    "Sec-WebSocket-Extensions: permessage-deflate");
            assertThat(socket.readHttp()).startsWith("HTTP/1.1 101 ");
            RawWebSocket.on(socket)
                    .send(RawWebSocket.TEXT, "42")
                    .send(RawWebSocket.TEXT, "")
                    .send(RawWebSocket.BINARY, new byte[] {0, 1});
            Await.until("messages", () -> gateway.functions.messages().size() == 3);
            List<JsonNode> events = new ArrayList<>(gateway.functions.registers());
            events.addAll(gateway.functions.messages());
            assertThat(events)
                    .extracting(event -> event.path("websocket"))
                    .allSatisfy(websocket ->
                            assertThat(websocket).hasSizeGreaterThanOrEqualTo(2).allMatch(JsonNode::isTextual));
        }
    }

    /** The client is gone and the function keeps failing: each attempt sends the same event. */
    @Test
    void aRetriedCloseEventConsistsOfStringsToo() {
        try (GatewayFixture gateway = start(options -> {})) {
            CompletableFuture<Void> third = new CompletableFuture<>();
            gateway.functions.onCleanup(event -> {
                if (gateway.functions.cleanups().size() < 3) {
                    return new Reply(500, "");
                }
                third.complete(null);
                return DocumentedSample.printMembers(event);
            });
            gateway.connect().close(1000, "done");
            third.join();
            assertThat(gateway.functions.cleanups().stream().distinct()).hasSize(1);
        }
    }
}
