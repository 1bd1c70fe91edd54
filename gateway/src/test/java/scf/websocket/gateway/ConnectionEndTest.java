package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

@Execution(ExecutionMode.CONCURRENT)
class ConnectionEndTest {
    private static final String PATH = "/release/websocket";

    @Test
    void aCloseFrameWithoutCodeIsAnsweredWithoutCode() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.CLOSE, "");
            RawWebSocket.Frame answer = client.next();
            assertThat(answer.firstByte()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(answer.payload()).isEmpty();
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            Ended.once(gateway, ",\"cause\":\"client-close\"");
        }
    }

    @Test
    void aCloseFrameWithCodeIsEchoedAndReachesCleanup() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendClose(4321, "schön");
            assertThat(client.next().code()).isEqualTo(4321);
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            Ended.once(gateway, ",\"cause\":\"client-close\",\"closeCode\":\"4321\",\"closeReason\":\"schön\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999})
    void aCloseCodeThatMustNotBeSentIsAProtocolError(int code) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendClose(code, "");
            assertThat(client.next().code()).isEqualTo(1002);
            client.disconnect();
            Ended.once(
                    gateway, ",\"cause\":\"protocol-error\",\"closeCode\":\"1002\",\"closeReason\":\"protocol error\"");
        }
    }

    @Test
    void dropsMessagesAfterACloseFrame() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendBytes(0x81, 0x81, 0, 0, 0, 0, 'a', 0x88, 0x80, 0, 0, 0, 0, 0x81, 0x81, 0, 0, 0, 0, 'b');
            assertThat(client.next().code()).isEqualTo(1005);
            Ended.once(gateway, ",\"cause\":\"client-close\"");
            assertThat(gateway.functions.messages()).singleElement().asString().contains("\"data\":\"a\"");
        }
    }

    @Test
    void aSocketThatIsClosedWithoutACloseFrameIsLost() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, "last words").disconnect();
            Ended.once(gateway, ",\"cause\":\"connection-lost\"");
            assertThat(gateway.functions.messages()).hasSize(1);
        }
    }

    @Test
    void aSocketThatIsResetIsLost() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.reset();
            Ended.once(gateway, ",\"cause\":\"connection-lost\"");
        }
    }

    @Test
    void aFunctionCanCloseTheClient() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            assertThat(kick(gateway)).isEqualTo(200);
            assertThat(client.next().code()).isEqualTo(1000);
            // The client has not answered the close frame yet, but the connection is already closing.
            assertThat(gateway.sendText(gateway.id(0), "late").statusCode()).isEqualTo(410);
            assertThat(kick(gateway)).isEqualTo(410);
            client.sendClose(1000, "");
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            Ended.once(gateway, ",\"cause\":\"kick\",\"closeCode\":\"1000\"");
        }
    }

    private static int kick(GatewayFixture gateway) {
        return gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0) + "\"}}")
                .statusCode();
    }

    @Test
    void aClientThatNeverAnswersACloseFrameIsCutAfterFiveSeconds() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            long start = System.nanoTime();
            kick(gateway);
            assertThat(client.next().code()).isEqualTo(1000);
            client.send(RawWebSocket.TEXT, "not listening");
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
            assertThat(System.nanoTime() - start).isBetween(4_000_000_000L, 9_000_000_000L);
            Ended.once(gateway, ",\"cause\":\"kick\",\"closeCode\":\"1000\"");
            assertThat(gateway.functions.messages()).isEmpty();
        }
    }

    /** The gateway's close may come first; then the client can send no more. */
    private static void closeUnlessClosed(TestClient client) {
        try {
            client.close(1000, "");
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void simultaneousClosesCauseOneCleanup() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            int rounds = 40;
            for (int i = 0; i < rounds; i++) {
                try (TestClient client = gateway.connect()) {
                    String push =
                            "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(i) + "\"}}";
                    Thread kick = new Thread(() -> gateway.push(push));
                    kick.start();
                    if (i % 2 == 0) {
                        closeUnlessClosed(client);
                    } else {
                        client.abort();
                    }
                    join(kick);
                }
            }
            Await.until("cleanups", () -> gateway.functions.cleanups().size() >= rounds);
            assertThat(gateway.functions.cleanups().stream()
                            .map(event -> event.path("websocket")
                                    .path("secConnectionID")
                                    .asText()))
                    .doesNotHaveDuplicates()
                    .hasSize(rounds);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Reply(500, "{}")), Arguments.of(new Reply(404, "")), Arguments.of(new Reply(302, "")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedTransmissionClosesTheClientAndDropsWaitingMessages(Reply failure) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            Gate gate = new Gate();
            gateway.functions.onTransmission(gate.then(failure));
            client.send(RawWebSocket.TEXT, "a").send(RawWebSocket.TEXT, "b").send(RawWebSocket.TEXT, "c");
            Await.until("first message", () -> gateway.functions.messages().size() == 1);
            gate.open();
            RawWebSocket.Frame close = client.next();
            assertThat(close.code()).isEqualTo(1011);
            assertThat(close.reason()).isEqualTo("function failed");
            client.disconnect();
            Ended.once(
                    gateway,
                    ",\"cause\":\"function-failed\",\"closeCode\":\"1011\",\"closeReason\":\"function failed\"");
            assertThat(gateway.functions.messages()).hasSize(1);
        }
    }

    @Test
    void aTransmissionThatTimesOutClosesTheClient() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.functions.functionTimeout = 1);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            gateway.functions.onTransmission(gate.then(Reply.ok()));
            client.send(RawWebSocket.TEXT, "a");
            assertThat(client.next().code()).isEqualTo(1011);
            gate.open();
            client.disconnect();
            Ended.once(
                    gateway,
                    ",\"cause\":\"function-failed\",\"closeCode\":\"1011\",\"closeReason\":\"function failed\"");
        }
    }

    @Test
    void messagesReceivedBeforeTheEndAreDeliveredBeforeCleanup() {
        CountDownLatch cleaned = new CountDownLatch(1);
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            Gate gate = new Gate();
            gateway.functions.onTransmission(event -> {
                gate.pass();
                assertThat(cleaned.getCount()).isOne();
                return Reply.ok();
            });
            gateway.functions.onCleanup(event -> {
                cleaned.countDown();
                return Reply.ok();
            });
            for (int i = 0; i < 10; i++) {
                client.send(RawWebSocket.TEXT, "m" + i);
            }
            client.disconnect();
            Await.until("noticed", () -> gateway.gateway.connections() == 0);
            assertThat(gateway.functions.cleanups()).isEmpty();
            gate.open();
            Ended.once(gateway, ",\"cause\":\"connection-lost\"");
            assertThat(gateway.functions.messages()).hasSize(10);
        }
    }

    @Test
    void aFailedCleanupIsRetriedUntilItSucceeds() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onCleanup(
                    event -> gateway.functions.cleanups().size() < 3 ? new Reply(500, "") : Reply.ok());
            client.abort();
            Await.until("third attempt", () -> gateway.functions.cleanups().size() == 3);
            assertThat(gateway.functions.cleanups().stream().distinct()).hasSize(1);
        }
    }
}
