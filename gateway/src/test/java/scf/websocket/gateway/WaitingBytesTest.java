package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** Data from clients that send faster than a stuck function takes it, including clients that have left. */
@Isolated("measures what the threads of a gateway allocate")
class WaitingBytesTest {
    private static final String PATH = "/release/websocket";
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final int COMPRESSED_BINARY = 0xC2;
    private static final int BUDGET = 8 << 20;

    private final Gate gate = new Gate();

    /** A function that hangs on anything but small messages. */
    private GatewayFixture start(int maxConnections) {
        GatewayFixture gateway = GatewayFixture.start(options -> {
            options.security.deflate = true;
            options.limits.maxWaitingBytes = BUDGET;
            options.limits.maxConnections = maxConnections;
            options.functions.functionTimeout = 60;
        });
        gateway.functions.onTransmission(event -> {
            if (event.path("websocket").path("data").textValue().length() > 10) {
                gate.pass();
            }
            return Reply.ok();
        });
        return gateway;
    }

    private static double metric(GatewayFixture gateway, String name) {
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void compressedMessagesAreInflatedOneAtATime() {
        byte[] message = DeflatedMessage.compress(new byte[250_000]).orElseThrow();
        try (GatewayFixture gateway = start(10);
                RawClient first = gateway.raw().handshake(PATH, DEFLATE);
                RawClient second = gateway.raw().handshake(PATH, DEFLATE)) {
            for (RawClient client : List.of(first, second)) {
                assertThat(client.readHttp()).contains("permessage-deflate");
            }
            long before = allocated();
            for (int sent = 0; sent < 316_000; sent += message.length + 8) {
                first.frame(COMPRESSED_BINARY, message);
                second.frame(COMPRESSED_BINARY, message);
            }
            Await.until("both are stuck", () -> gateway.functions.messages().size() == 2);
            gateway.sendText(gateway.id(0), "behind what was read");
            gateway.sendText(gateway.id(1), "behind what was read");
            assertThat(metric(gateway, "gateway_waiting_bytes")).isLessThan(BUDGET);
            assertThat(allocated() - before).isLessThan(100L << 20);
            gate.open();
        }
    }

    /** Allocations of all live threads, which include those of the gateway. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    @Test
    void boundsTheWaitingBytesOfDepartedClientsWhileOthersAreServed() {
        byte[] message = new byte[60_000];
        int clients = 53;
        try (GatewayFixture gateway = start(100);
                RawWebSocket honest = RawWebSocket.open(gateway.raw(), PATH)) {
            for (int i = 0; i < clients; i++) {
                try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
                    for (int j = 0; j < 3; j++) {
                        client.send(RawWebSocket.TEXT, message);
                    }
                    client.disconnect();
                }
                assertThat(metric(gateway, "gateway_waiting_bytes")).isLessThan(BUDGET + message.length * 6);
            }
            for (int i = 0; i < 5; i++) {
                honest.send(RawWebSocket.TEXT, "honest" + i);
                String text = "honest" + i;
                Await.until("the honest one is served", () -> said(gateway).contains(text));
            }
            assertThat(gateway.get("/metrics").body()).contains("limit=\"max-waiting-bytes\"");
            assertThat(metric(gateway, "gateway_connections_counted")).isGreaterThan(20);
            gate.open();
            Await.until("no bytes wait", () -> metric(gateway, "gateway_waiting_bytes") == 0);
            Await.until("only one connection counts", () -> metric(gateway, "gateway_connections_counted") == 1);
            Await.until("cleanups", () -> gateway.functions.cleanups().size() == clients);
        }
    }

    private static List<String> said(GatewayFixture gateway) {
        List<String> said = new ArrayList<>();
        gateway.functions
                .messages()
                .forEach(event -> said.add(event.path("websocket").path("data").textValue()));
        return said;
    }

    @Test
    void aConnectionCountsUntilItsLastMessageIsDelivered() {
        try (GatewayFixture gateway = start(1)) {
            try (RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
                client.send(RawWebSocket.TEXT, "held for a while").send(RawWebSocket.TEXT, "and another one");
                Await.until("first message", () -> gateway.functions.messages().size() == 1);
                client.disconnect();
            }
            Await.until("the end is noticed", () -> gateway.gateway.connections() == 0);
            try (RawClient next = gateway.raw().handshake(PATH)) {
                assertThat(next.readHttp()).startsWith("HTTP/1.1 503 ").contains("too many connections");
            }
            gate.open();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.functions.messages()).hasSize(2);
            try (RawClient next = gateway.raw().handshake(PATH)) {
                assertThat(next.readHttp()).startsWith("HTTP/1.1 101 ");
            }
        }
    }
}
