package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** Events are in order and sequential for each connection, and concurrent across connections. */
class OrderTest {
    private static final String PATH = "/release/websocket";
    private static final int CLIENTS = 50;
    private static final int MESSAGES = 200;

    @Test
    void messagesOfManyConnectionsArriveInOrderOneAtATimeAndNoneIsLost() {
        Map<String, Queue<String>> received = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onTransmission(event -> {
                String id = event.path("websocket").path("secConnectionID").asText();
                AtomicInteger here = running.computeIfAbsent(id, any -> new AtomicInteger());
                if (here.incrementAndGet() > 1) {
                    overlaps.incrementAndGet();
                }
                received.computeIfAbsent(id, any -> new ConcurrentLinkedQueue<>())
                        .add(event.path("websocket").path("data").asText());
                here.decrementAndGet();
                return Reply.ok();
            });
            List<RawWebSocket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(RawWebSocket.open(gateway.raw(), PATH));
            }
            for (int m = 0; m < MESSAGES; m++) {
                for (int c = 0; c < CLIENTS; c++) {
                    clients.get(c).send(RawWebSocket.TEXT, c + ":" + m);
                }
            }
            clients.forEach(client -> client.sendClose(1000, ""));
            Await.until(
                    "all cleanups",
                    Duration.ofSeconds(90),
                    () -> gateway.functions.cleanups().size() == CLIENTS);
            clients.forEach(RawWebSocket::close);
            for (int c = 0; c < CLIENTS; c++) {
                int client = c;
                assertThat(received.get(gateway.id(c)))
                        .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                                .mapToObj(m -> client + ":" + m)
                                .toList());
            }
            assertThat(overlaps).hasValue(0);
        }
    }

    @Test
    void connectionsDoNotWaitForEachOther() {
        Gate gate = new Gate();
        AtomicInteger inside = new AtomicInteger();
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket a = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket b = RawWebSocket.open(gateway.raw(), PATH);
                RawWebSocket c = RawWebSocket.open(gateway.raw(), PATH)) {
            gateway.functions.onTransmission(event -> {
                inside.incrementAndGet();
                gate.pass();
                return Reply.ok();
            });
            for (RawWebSocket client : List.of(a, b, c)) {
                client.send(RawWebSocket.TEXT, "1").send(RawWebSocket.TEXT, "2");
            }
            Await.until("three at once", () -> inside.get() == 3);
            gate.open();
            Await.until("the rest", () -> inside.get() == 6);
        }
    }
}
