package scf.websocket.gateway.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** How a client, a function or a limit ends a connection. */
final class ConnectionEnds {
    private static final String CHUNK = "x".repeat(64 * 1024);

    /** More than the buffers of both kernels and the gateway's queue hold together. */
    private static final int MOST_CHUNKS = 1024;

    private ConnectionEnds() {}

    /** A client that says something and is answered with the close frame of the cause. */
    static Consumer<Scene> closedAfter(Consumer<RawWebSocket> said) {
        return scene -> {
            try (RawWebSocket client = scene.open()) {
                said.accept(client);
                scene.expectClose(client);
                scene.awaitCleanup();
            }
        };
    }

    static void loseConnection(Scene scene) {
        scene.open().reset();
        scene.awaitCleanup();
    }

    /** While register is held up. */
    static void abandonHandshake(Scene scene) {
        RawClient client = scene.knock();
        String id = scene.id();
        client.reset();
        Await.until("the gateway has noticed that " + id + " is gone", () -> scene.push("anyone?") == 410);
        scene.release();
        scene.awaitCleanup();
    }

    /** The answer of register is lost. */
    static void failRegister(Scene scene) {
        try (RawClient client = scene.knock()) {
            assertThat(client.readHttp()).startsWith("HTTP/1.1 502 ");
            scene.awaitCleanup();
        }
    }

    static void kick(Scene scene) {
        try (RawWebSocket client = scene.open()) {
            assertThat(scene.kick()).isEqualTo(200);
            scene.expectClose(client);
            scene.awaitCleanup();
        }
    }

    static void readNothing(Scene scene) {
        try (RawWebSocket client = scene.open()) {
            int status = 200;
            for (int i = 0; i < MOST_CHUNKS && status == 200; i++) {
                status = scene.push(CHUNK);
            }
            assertThat(status).isEqualTo(503);
            scene.awaitCleanup();
            assertThat(client.next().firstByte()).as("what it was sent before").isEqualTo(RawWebSocket.TEXT);
        }
    }

    static void answerNoPing(Scene scene) {
        try (RawWebSocket client = scene.open()) {
            scene.awaitCleanup();
            RawWebSocket.Frame frame = client.nextOtherThanPing();
            assertThat(frame.firstByte()).isIn(RawWebSocket.TEXT, RawWebSocket.END);
        }
    }

    static void sayNothing(Scene scene) {
        try (TestClient client = scene.connect()) {
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "idle"));
            scene.awaitCleanup();
        }
    }

    static void stayTooLong(Scene scene) {
        try (TestClient client = scene.connect()) {
            Await.until("its time is over", FunctionHost.PATIENCE, () -> {
                scene.push("still there?");
                return client.isClosed();
            });
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1001, "longest time reached"));
            scene.awaitCleanup();
        }
    }

    /** While transmission is held up, more messages than may wait, each as small as can be. */
    static void sayTooMuch(Scene scene) {
        try (RawWebSocket client = scene.open()) {
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
            // It is cut off in the end.
            flood.setUncaughtExceptionHandler((thread, failure) -> {});
            flood.start();
            scene.expectClose(client);
            scene.release();
            scene.awaitCleanup();
        }
    }
}
