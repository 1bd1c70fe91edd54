package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.FunctionOptions.MessageFailure;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.IdleClients;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The limit on concurrent invocations, function timeouts, and failed messages. */
class InvocationBoundsTest {
    private static String data(JsonNode event) {
        return event.path("websocket").path("data").asText();
    }

    @Test
    void atTheBoundANewClientIsToldToRetry() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 1);
                TestClient busy = gateway.connect()) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            busy.send("holds the only place");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            try (RawClient late = gateway.raw()) {
                String answer = late.handshake("/release/websocket").readHttp();
                assertThat(answer)
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("retry-after: 1")
                        .contains("\"errNo\":503");
            }
            assertThat(gateway.functions.registers()).hasSize(1);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_limits_hit_total{limit=\"max-invocations\"} 1.0")
                    .contains("gateway_invocations 1.0");
            gate.open();
            Await.until("place", () -> gateway.get("/metrics").body().contains("gateway_invocations 0.0"));
            try (TestClient again = gateway.connect()) {
                again.send("welcome");
                Await.until("message", () -> gateway.functions.messages().size() == 2);
            }
        } finally {
            gate.open();
        }
    }

    @Test
    void aClientWhoseMessageWaitsIsPausedUntilItsTurn() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.invocations.maxInvocations = 1;
                    options.connections.ping = 1;
                    options.connections.pong = 1;
                });
                TestClient busy = gateway.connect();
                RawClient socket = gateway.raw();
                RawWebSocket waiting = RawWebSocket.open(socket, "/release/websocket")) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            busy.send("holds the only place");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            waiting.send(RawWebSocket.TEXT, "waits");
            Await.until("one waits", () -> gateway.get("/metrics").body().contains("gateway_invocations_waiting 1.0"));
            assertThat(gateway.functions.messages()).hasSize(1);

            // The socket is not read, so no pong is seen; but a client that waits for the gateway is not dead.
            waiting.send(RawWebSocket.TEXT, "second");
            gate.open();
            Await.until("all", () -> gateway.functions.messages().size() == 3);
            assertThat(data(gateway.functions.messages().get(1))).isEqualTo("waits");
            assertThat(data(gateway.functions.messages().get(2))).isEqualTo("second");
        } finally {
            gate.open();
        }
    }

    @Test
    void waitingClientsAreResumedAtOnceAndServedInTurn() {
        int clients = 100;
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 32);
                IdleClients idleClients = new IdleClients(gateway.gateway.publicPort(), clients)) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            idleClients.clients().forEach(client -> RawWebSocket.on(client).send(RawWebSocket.TEXT, "first"));
            Await.until("76 wait", () -> gateway.get("/metrics").body().contains("gateway_invocations_waiting 76.0"));
            gate.open();
            Await.until("the first of each", () -> gateway.functions.messages().size() == clients);

            // None of their messages is queued any more. The next ping, which would cause a read, is 25 seconds away.
            idleClients.clients().forEach(client -> {
                for (int i = 0; i < 10; i++) {
                    RawWebSocket.on(client).send(RawWebSocket.TEXT, "more");
                }
            });
            Await.until(
                    "all of them",
                    Duration.ofSeconds(10),
                    () -> gateway.functions.messages().size() == 11 * clients);
        } finally {
            gate.open();
        }
    }

    @Test
    void floodingClientsAreServedEqually() {
        int clients = 100;
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 32);
                IdleClients idleClients = new IdleClients(gateway.gateway.publicPort(), clients)) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            idleClients.clients().forEach(client -> {
                for (int i = 0; i < 10; i++) {
                    RawWebSocket.on(client).send(RawWebSocket.TEXT, "m");
                }
            });
            Await.until("76 wait", () -> gateway.get("/metrics").body().contains("gateway_invocations_waiting 76.0"));
            gate.open();
            Await.until("all", () -> gateway.functions.messages().size() == 10 * clients);
            Map<String, Integer> served = new HashMap<>();
            for (JsonNode event : gateway.functions.messages()) {
                served.merge(event.path("websocket").path("secConnectionID").asText(), 1, Integer::sum);
                if (served.size() == clients) {
                    // Round-robin, give or take one; each event loop calls at its own pace, and the 32 function threads
                    // that record the calls may swap two. Without it a client would have had all of its ten.
                    assertThat(Collections.max(served.values()) - Collections.min(served.values()))
                            .isLessThanOrEqualTo(5);
                }
            }
        } finally {
            gate.open();
        }
    }

    @Test
    void aFloodingClientDoesNotStarveTheOthers() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 1)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(gateway.connect());
            }
            Gate gate = new Gate();
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            for (int i = 0; i < 200; i++) {
                clients.get(0).send("flood");
            }
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            for (int i = 1; i < 4; i++) {
                clients.get(i).send("quiet");
            }
            Await.until("three wait", () -> gateway.get("/metrics").body().contains("gateway_invocations_waiting 3.0"));
            gate.open();
            Await.until(
                    "the quiet ones",
                    () -> gateway.functions.messages().stream()
                                    .filter(event -> data(event).equals("quiet"))
                                    .count()
                            == 3);
            List<String> order = gateway.functions.messages().stream()
                    .map(InvocationBoundsTest::data)
                    .limit(4)
                    .toList();
            assertThat(order).containsExactly("flood", "quiet", "quiet", "quiet");
            Await.until("all", () -> gateway.functions.messages().size() == 203);
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void cleanupsWaitForTheirTurnAndAreNotCountedAsFailed() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.invocations.maxInvocations = 1);
                TestClient busy = gateway.connect();
                TestClient leaving = gateway.connect()) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            busy.send("holds the only place");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            leaving.close(1000, "");
            Await.until("one waits", () -> gateway.get("/metrics").body().contains("gateway_invocations_waiting 1.0"));
            gate.open();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.get("/metrics").body()).doesNotContain("gateway_cleanups_retried_total 1");
        } finally {
            gate.open();
        }
    }

    @Test
    void eachFunctionHasItsOwnTimeLimit() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.functions.registerTimeout = 1)) {
            gateway.functions.onRegister(gate.then(Reply.ok()));
            try (RawClient client = gateway.raw()) {
                assertThat(client.handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 504 ");
            }
        } finally {
            gate.open();
        }
    }

    @Test
    void aFailedMessageClosesItsClientAsDocumented() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> new Reply(500, ""));
            client.send("fails");
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
        }
    }

    @Test
    void withKeepOnlyTheFailedMessageIsLost() {
        try (GatewayFixture gateway =
                        GatewayFixture.start(options -> options.functions.onMessageFailure = MessageFailure.KEEP);
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> data(event).equals("fails") ? new Reply(500, "") : Reply.ok());
            client.send("fails").send("works").send("fails").send("works too");
            Await.until("all", () -> gateway.functions.messages().size() == 4);
            assertThat(gateway.sendText(gateway.id(0), "still here").statusCode())
                    .isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("still here");
        }
    }

    @Test
    void anEmptyAnswerToAMessageOrACleanupIsAccepted() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onTransmission(event -> new Reply(204, "")).onCleanup(event -> new Reply(200, ""));
            try (TestClient client = gateway.connect()) {
                client.send("one").send("two");
                Await.until("both", () -> gateway.functions.messages().size() == 2);
                client.close(1000, "");
            }
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.get("/metrics").body()).doesNotContain("gateway_cleanups_retried_total 1");
        }
    }

    @Test
    void anUnclearAnswerOfRegisterIsAFailedFunction() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> Reply.json("welcome"));
            assertThat(client.handshake("/release/websocket").readHttp())
                    .startsWith("HTTP/1.1 502 ")
                    .doesNotContain("welcome");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
        }
    }
}
