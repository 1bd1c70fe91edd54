package scf.websocket.gateway.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The ways in which a client, a function or a limit ends a connection. */
final class ConnectionEnds {
    private static final String CHUNK = "x".repeat(64 * 1024);

    /** Together, the chunks exceed the socket buffers of both sides and the gateway's queue. */
    private static final int MAX_CHUNKS = 1024;

    private ConnectionEnds() {}

    /** The client sends something, and the gateway closes with the close code of the cause. */
    static Consumer<EndScenario> closedAfter(Consumer<RawWebSocket> sending) {
        return scenario -> {
            try (RawWebSocket client = scenario.open()) {
                sending.accept(client);
                scenario.expectClose(client);
                scenario.awaitCleanup();
            }
        };
    }

    static void loseConnection(EndScenario scenario) {
        scenario.open().reset();
        scenario.awaitCleanup();
    }

    /** The client disconnects while register is held. */
    static void abandonHandshake(EndScenario scenario) {
        RawClient client = scenario.beginHandshake();
        String id = scenario.id();
        client.reset();
        Await.until("the gateway notices that " + id + " is gone", () -> scenario.push("anyone?") == 410);
        scenario.release();
        scenario.awaitCleanup();
    }

    /** Register ends without an answer. */
    static void failRegister(EndScenario scenario) {
        try (RawClient client = scenario.beginHandshake()) {
            assertThat(client.readHttp()).startsWith("HTTP/1.1 502 ");
            scenario.awaitCleanup();
        }
    }

    static void kick(EndScenario scenario) {
        try (RawWebSocket client = scenario.open()) {
            assertThat(scenario.kick()).isEqualTo(200);
            scenario.expectClose(client);
            scenario.awaitCleanup();
        }
    }

    static void stopReading(EndScenario scenario) {
        try (RawWebSocket client = scenario.open()) {
            int status = 200;
            for (int i = 0; i < MAX_CHUNKS && status == 200; i++) {
                status = scenario.push(CHUNK);
            }
            assertThat(status).isEqualTo(503);
            scenario.awaitCleanup();
            assertThat(client.next().firstByte())
                    .as("a push from before the close")
                    .isEqualTo(RawWebSocket.TEXT);
        }
    }

    static void ignorePings(EndScenario scenario) {
        try (RawWebSocket client = scenario.open()) {
            scenario.awaitCleanup();
            RawWebSocket.Frame frame = client.nextOtherThanPing();
            assertThat(frame.firstByte()).isIn(RawWebSocket.TEXT, RawWebSocket.END);
        }
    }

    static void stayIdle(EndScenario scenario) {
        try (TestClient client = scenario.connect()) {
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "idle"));
            scenario.awaitCleanup();
        }
    }

    static void exceedMaxDuration(EndScenario scenario) {
        try (TestClient client = scenario.connect()) {
            Await.until("the connection reaches its maximum duration", FunctionHost.TIMEOUT, () -> {
                scenario.push("still there?");
                return client.isClosed();
            });
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "longest time reached"));
            scenario.awaitCleanup();
        }
    }

    /** The client sends more messages than the queue takes, each as small as possible, while transmission is held. */
    static void overload(EndScenario scenario) {
        try (RawWebSocket client = scenario.open()) {
            client.send(RawWebSocket.TEXT, "HELD, then KILLED");
            int[] emptyTexts = IntStream.range(0, 10_000)
                    .flatMap(message -> IntStream.of(0x81, 0x80, 0, 0, 0, 0))
                    .toArray();
            Thread flood = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    client.sendBytes(emptyTexts);
                }
            });
            flood.setDaemon(true);
            // The gateway cuts it off in the end.
            flood.setUncaughtExceptionHandler((thread, failure) -> {});
            flood.start();
            scenario.expectClose(client);
            scenario.release();
            scenario.awaitCleanup();
        }
    }
}
