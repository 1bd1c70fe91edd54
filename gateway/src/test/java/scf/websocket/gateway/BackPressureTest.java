package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** A client that sends faster than the function processes. */
@Execution(ExecutionMode.CONCURRENT)
class BackPressureTest {
    private static final String PATH = "/release/websocket";

    /** Bound on data in transit: the socket buffers of both sides, and what the gateway may hold. */
    private static final long BOUND = 16L << 20;

    private static final long ENOUGH = 20L << 20;

    private final Gate gate = new Gate();

    private GatewayFixture withAStuckFunction() {
        GatewayFixture gateway = GatewayFixture.start(options -> {
            options.connections.ping = 1;
            options.connections.pong = 1;
            options.connections.idle = 2;
            options.functions.functionTimeout = 60;
        });
        gateway.functions.onTransmission(gate.then(Reply.ok()));
        return gateway;
    }

    @Test
    void aFloodIsNotBuffered() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.functions.functionTimeout = 60);
                RawClient socket = gateway.raw();
                RawWebSocket client = RawWebSocket.open(socket, PATH)) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            AtomicLong sent = new AtomicLong();
            byte[] message = new byte[100_000];
            Thread flood = new Thread(() -> {
                while (sent.get() < ENOUGH) {
                    client.send(RawWebSocket.BINARY, message);
                    sent.addAndGet(message.length);
                }
            });
            flood.setDaemon(true);
            flood.setUncaughtExceptionHandler((thread, failure) -> {});
            flood.start();
            Await.until("first message", () -> gateway.functions.messages().size() == 1);
            Await.until("the client is paused", () -> isBlocked(flood, sent));
            assertThat(sent.get()).isLessThan(BOUND);
            assertThat(gateway.functions.messages()).hasSize(1);
            gate.open();
            Await.until("the client continues", () -> sent.get() >= ENOUGH);
        }
    }

    /** Whether nothing was sent for a third of a second, a long time on loopback. */
    private static boolean isBlocked(Thread thread, AtomicLong sent) {
        long before = sent.get();
        long until = System.nanoTime() + 330_000_000L;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(5_000_000);
            if (sent.get() != before || !thread.isAlive()) {
                return false;
            }
        }
        return before > 0;
    }

    /** Sends more messages than the queue holds, so that the gateway stops reading the socket. */
    private static void fill(RawWebSocket client) {
        for (int i = 0; i < 40; i++) {
            client.send(RawWebSocket.TEXT, "m" + i);
        }
    }

    @Test
    void noticesThatAPausedClientLeaves() {
        try (GatewayFixture gateway = withAStuckFunction();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            fill(client);
            Await.until("first message", () -> gateway.functions.messages().size() == 1);
            client.disconnect();
            Await.until("the end is noticed", () -> gateway.gateway.connections() == 0);
            gate.open();
            Ended.once(gateway, ",\"cause\":\"connection-lost\"");
            assertThat(gateway.functions.messages()).hasSize(40);
        }
    }

    @Test
    void noticesThatAPausedClientResetsItsSocket() {
        try (GatewayFixture gateway = withAStuckFunction();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            fill(client);
            Await.until("first message", () -> gateway.functions.messages().size() == 1);
            client.reset();
            Await.until("the end is noticed", () -> gateway.gateway.connections() == 0);
            gate.open();
            Ended.once(gateway, ",\"cause\":\"connection-lost\"");
        }
    }

    @Test
    void givesUpAPausedClientThatFallsSilent() {
        try (GatewayFixture gateway = withAStuckFunction();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            fill(client);
            // The client neither answers pings nor closes, as if its network had failed.
            Await.until("the end is noticed", () -> gateway.gateway.connections() == 0);
            gate.open();
            Ended.once(gateway, ",\"cause\":\"ping-timeout\"");
            assertThat(gateway.functions.messages()).hasSize(40);
        }
    }

    @Test
    void aClientThatAnswersPingsOutlastsASlowFunctionAndTheIdleTime() {
        try (GatewayFixture gateway = withAStuckFunction();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            fill(client);
            for (int i = 0; i < 4; i++) {
                assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.PING);
                client.send(RawWebSocket.PONG, "");
            }
            assertThat(gateway.gateway.connections()).isOne();
            gate.open();
            CompletableFuture<Void> push = CompletableFuture.runAsync(() -> {
                Await.until("all messages", () -> gateway.functions.messages().size() == 40);
                gateway.sendText(gateway.id(0), "still there");
            });
            assertThat(client.nextAnsweringPings().text()).isEqualTo("still there");
            push.join();
        }
    }
}
