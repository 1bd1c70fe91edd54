package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** Framing by RFC 6455 §5 and §8. */
class FrameRulesTest {
    private static final String PATH = "/release/websocket";
    private static final String PROTOCOL_ERROR =
            ",\"cause\":\"protocol-error\",\"closeCode\":\"1002\",\"closeReason\":\"protocol error\"";
    private static final String BAD_TEXT =
            ",\"cause\":\"bad-text\",\"closeCode\":\"1007\",\"closeReason\":\"text is not UTF-8\"";
    private static final String TOO_LARGE =
            ",\"cause\":\"too-large\",\"closeCode\":\"1009\",\"closeReason\":\"message too large\"";

    static Stream<Arguments> brokenFrames() {
        return Stream.of(
                Arguments.of("unmasked", new int[] {0x81, 0x01, 'a'}),
                Arguments.of("RSV1", new int[] {0xC1, 0x81, 0, 0, 0, 0, 'a'}),
                Arguments.of("RSV2", new int[] {0xA1, 0x81, 0, 0, 0, 0, 'a'}),
                Arguments.of("RSV3", new int[] {0x91, 0x81, 0, 0, 0, 0, 'a'}),
                Arguments.of("opcode 3", new int[] {0x83, 0x80, 0, 0, 0, 0}),
                Arguments.of("opcode 11", new int[] {0x8B, 0x80, 0, 0, 0, 0}),
                Arguments.of("fragmented ping", new int[] {0x09, 0x80, 0, 0, 0, 0}),
                Arguments.of("fragmented close", new int[] {0x08, 0x80, 0, 0, 0, 0}),
                Arguments.of("control frame of 126 bytes", new int[] {0x89, 0xFE, 0, 126, 0, 0, 0, 0}),
                Arguments.of("continuation of nothing", new int[] {0x80, 0x81, 0, 0, 0, 0, 'a'}),
                Arguments.of(
                        "new message inside a fragmented one",
                        new int[] {0x01, 0x81, 0, 0, 0, 0, 'a', 0x81, 0x81, 0, 0, 0, 0, 'b'}),
                Arguments.of("length of 126 for 1 byte", new int[] {0x81, 0xFE, 0, 1, 0, 0, 0, 0, 'a'}),
                Arguments.of("close frame of 1 byte", new int[] {0x88, 0x81, 0, 0, 0, 0, 3}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFrames")
    void aBrokenFrameClosesWith1002(String what, int[] bytes) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.sendBytes(bytes);
            RawWebSocket.Frame close = client.next();
            assertThat(close.code()).as(what).isEqualTo(1002);
            assertThat(close.reason()).isEqualTo("protocol error");
            client.disconnect();
            Ended.once(gateway, PROTOCOL_ERROR);
            assertThat(gateway.functions.messages()).isEmpty();
        }
    }

    static Stream<Arguments> badTexts() {
        return Stream.of(
                Arguments.of("lone continuation byte", new int[] {0x80}),
                Arguments.of("overlong", new int[] {0xC0, 0xAF}),
                Arguments.of("surrogate", new int[] {0xED, 0xA0, 0x80}),
                Arguments.of("above U+10FFFF", new int[] {0xF4, 0x90, 0x80, 0x80}),
                Arguments.of("cut short", new int[] {'a', 0xE4, 0xBD}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTexts")
    void textThatIsNotUtf8ClosesWith1007(String what, int[] bytes) {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, bytes(bytes));
            assertThat(client.next().code()).as(what).isEqualTo(1007);
            client.disconnect();
            Ended.once(gateway, BAD_TEXT);
        }
    }

    @Test
    void aCloseReasonThatIsNotUtf8ClosesWith1007() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.CLOSE, bytes(0x03, 0xE8, 0xC0, 0xAF));
            assertThat(client.next().code()).isEqualTo(1007);
            client.disconnect();
            Ended.once(gateway, BAD_TEXT);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
        return bytes;
    }

    @Test
    void aCharacterMayBeSplitBetweenFragments() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            byte[] text = "a你😀".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                int first = i == 0 ? RawWebSocket.FIRST_TEXT : RawWebSocket.MIDDLE;
                client.send(first, Arrays.copyOfRange(text, i, i + 1));
            }
            client.send(RawWebSocket.LAST, "");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            assertThat(data(gateway, 0)).isEqualTo("a你😀");
        }
    }

    @Test
    void aPingBetweenFragmentsIsAnsweredWithItsPayload() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.FIRST_TEXT, "a")
                    .send(RawWebSocket.PING, "are you there")
                    .send(RawWebSocket.PONG, "unasked")
                    .send(RawWebSocket.LAST, "b");
            RawWebSocket.Frame pong = client.next();
            assertThat(pong.firstByte()).isEqualTo(RawWebSocket.PONG);
            assertThat(pong.text()).isEqualTo("are you there");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            assertThat(data(gateway, 0)).isEqualTo("ab");
        }
    }

    @Test
    void emptyMessagesAreDelivered() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, "")
                    .send(RawWebSocket.BINARY, "")
                    .send(RawWebSocket.FIRST_TEXT, "")
                    .send(RawWebSocket.LAST, "");
            Await.until("messages", () -> gateway.functions.messages().size() == 3);
            assertThat(gateway.functions.messages())
                    .allMatch(event -> event.path("websocket")
                            .path("data")
                            .asText("missing")
                            .isEmpty());
        }
    }

    @Test
    void aMessageOfExactlyTheLimitPasses() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 100_000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, "x".repeat(100_000))
                    .send(RawWebSocket.FIRST_TEXT, "y".repeat(60_000))
                    .send(RawWebSocket.MIDDLE, "y".repeat(39_999))
                    .send(RawWebSocket.LAST, "z")
                    .send(RawWebSocket.BINARY, new byte[100_000]);
            Await.until("messages", () -> gateway.functions.messages().size() == 3);
            assertThat(data(gateway, 0)).isEqualTo("x".repeat(100_000));
            assertThat(data(gateway, 1)).isEqualTo("y".repeat(99_999) + "z");
            assertThat(Base64.getDecoder().decode(data(gateway, 2))).isEqualTo(new byte[100_000]);
        }
    }

    @Test
    void aFrameAboveTheLimitClosesWith1009() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.TEXT, "x".repeat(1001));
            assertTooLarge(client);
            Ended.once(gateway, TOO_LARGE);
        }
    }

    @Test
    void fragmentsThatTogetherAreAboveTheLimitCloseWith1009() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.FIRST_TEXT, "x".repeat(600)).send(RawWebSocket.MIDDLE, "x".repeat(401));
            assertTooLarge(client);
            Ended.once(gateway, TOO_LARGE);
        }
    }

    /** The client is still sending when the close frame arrives, and must be able to read it. */
    @Test
    void aClientThatIsSendingAHugeMessageStillReceivesTheReason() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000);
                RawWebSocket client = RawWebSocket.open(gateway.raw(), PATH)) {
            client.send(RawWebSocket.BINARY, new byte[8_000_000]);
            assertTooLarge(client);
            Ended.once(gateway, TOO_LARGE);
        }
    }

    private static void assertTooLarge(RawWebSocket client) {
        RawWebSocket.Frame close = client.next();
        assertThat(close.code()).isEqualTo(1009);
        assertThat(close.reason()).isEqualTo("message too large");
        client.disconnect();
    }

    private static String data(GatewayFixture gateway, int index) {
        return gateway.functions
                .messages()
                .get(index)
                .path("websocket")
                .path("data")
                .textValue();
    }
}
