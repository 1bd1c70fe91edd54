package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Orderly shutdown. */
class DrainTest {
    private static final String PATH = "/release/websocket";
    private static final TestClient.Closed STOPPING = new TestClient.Closed(1001, "gateway is stopping");

    /** On its own thread: it blocks, and the common pool may have only one. */
    private static CompletableFuture<Void> drain(GatewayFixture gateway) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                gateway.gateway.drain();
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void awaitEnd(CompletableFuture<Void> drain) {
        drain.orTimeout(15, TimeUnit.SECONDS).join();
    }

    @Test
    void closesEveryClientAndFinishesEveryCleanupBeforeTheEnd() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(gateway.connect());
            }
            awaitEnd(drain(gateway));
            assertThat(gateway.functions.cleanups()).hasSize(100);
            assertThat(gateway.functions.cleanups())
                    .allMatch(
                            event -> event.toString()
                                    .endsWith(
                                            "\"cause\":\"shutdown\",\"closeCode\":\"1001\",\"closeReason\":\"gateway is stopping\"}}"));
            clients.forEach(client -> assertThat(client.awaitClosed()).isEqualTo(STOPPING));
            assertThat(gateway.gateway.connections()).isZero();
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void awaitsRunningMessagesAndTheirCleanups() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            for (int i = 0; i < 5; i++) {
                client.send("m" + i);
            }
            Await.until("first message", () -> gateway.functions.messages().size() == 1);
            CompletableFuture<Void> drain = drain(gateway);
            assertThat(client.awaitClosed()).isEqualTo(STOPPING);
            assertThat(drain).isNotDone();
            gate.open();
            awaitEnd(drain);
            assertThat(gateway.functions.messages()).hasSize(5);
            assertThat(gateway.functions.cleanups()).hasSize(1);
        }
    }

    @Test
    void aConnectingClientIsAcceptedAndThenClosed() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            client.handshake(PATH);
            Await.until("register", () -> gateway.functions.registers().size() == 1);
            CompletableFuture<Void> drain = drain(gateway);
            // The event loop runs tasks in order: once this one is done, the drain has reached the client.
            Await.until(
                    "pushes are refused",
                    () -> gateway.sendText(gateway.id(0), "x").statusCode() == 410);
            gate.open();
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
            RawWebSocket.Frame frame = RawWebSocket.on(client).next();
            while (frame.firstByte() == RawWebSocket.TEXT) {
                frame = RawWebSocket.on(client).next();
            }
            assertThat(frame.code()).isEqualTo(1001);
            client.disconnect();
            awaitEnd(drain);
            assertThat(gateway.functions.cleanups()).singleElement().asString().contains("\"cause\":\"shutdown\"");
        }
    }

    @Test
    void aHandshakeDuringTheDrainIs503() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect();
                RawClient late = gateway.raw()) {
            gateway.functions.onCleanup(gate.then(Reply.ok()));
            // Accepted before the listener closes.
            assertThat(late.write("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 404 ");
            CompletableFuture<Void> drain = drain(gateway);
            assertThat(client.awaitClosed()).isEqualTo(STOPPING);
            assertThat(late.handshake(PATH).readHttp())
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("retry-after: 1\r\n");
            gate.open();
            awaitEnd(drain);
            assertThat(gateway.functions.registers()).hasSize(1);
            assertThat(gateway.functions.cleanups()).hasSize(1);
        }
    }

    @Test
    void aCleanupThatNeverSucceedsDoesNotBlockTheStop() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.stopTimeout = 1);
                TestClient client = gateway.connect()) {
            gateway.functions.onCleanup(event -> new Reply(500, ""));
            awaitEnd(drain(gateway));
            assertThat(client.awaitClosed()).isEqualTo(STOPPING);
            assertThat(gateway.functions.cleanups()).hasSizeGreaterThan(1);
        }
    }
}
