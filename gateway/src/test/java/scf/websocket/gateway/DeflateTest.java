package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

class DeflateTest {
    private static final String PATH = "/release/websocket";
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    private static final int COMPRESSED_TEXT = 0xC1;

    private static GatewayFixture start() {
        return GatewayFixture.start(options -> {
            options.security.deflate = true;
            options.connections.maxMessage = 100_000;
        });
    }

    private static RawClient connect(GatewayFixture gateway) {
        RawClient client = gateway.raw().handshake(PATH, OFFER);
        assertThat(client.readHttp())
                .startsWith("HTTP/1.1 101 ")
                .containsIgnoringCase("sec-websocket-extensions: permessage-deflate; server_no_context_takeover;"
                        + " client_no_context_takeover\r\n");
        return client;
    }

    private static byte[] compressed(String text) {
        return DeflatedMessage.compress(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static void assertClosed(RawClient client, int code) {
        RawWebSocket.Frame frame = RawWebSocket.on(client).nextOtherThanPing();
        assertThat(frame.firstByte()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(frame.code()).isEqualTo(code);
    }

    @Test
    void compressedMessagesReachTheFunctionExpanded() {
        String text = "{\"say\":\"你好\"}".repeat(100);
        try (GatewayFixture gateway = start();
                RawClient client = connect(gateway)) {
            byte[] bytes = compressed(text);
            client.frame(COMPRESSED_TEXT, bytes);
            int half = bytes.length / 2;
            client.frame(0x41, Arrays.copyOf(bytes, half));
            client.frame(0x80, Arrays.copyOfRange(bytes, half, bytes.length));
            client.frame(0x81, "plain".getBytes(StandardCharsets.US_ASCII));
            Await.until("three messages", () -> gateway.functions.messages().size() == 3);
            assertThat(gateway.functions.messages().stream()
                            .map(event -> event.path("websocket").path("data").textValue()))
                    .containsExactly(text, text, "plain");
        }
    }

    @Test
    void compressesLargePushesIfNegotiatedAndSmallOnesNever() {
        String text = "all the same ".repeat(50);
        try (GatewayFixture gateway = start();
                RawClient agreed = connect(gateway);
                RawClient plain = gateway.raw().handshake(PATH)) {
            assertThat(plain.readHttp()).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
            gateway.sendText(gateway.id(0), text);
            byte[] head = agreed.readBytes(2);
            assertThat(head[0]).isEqualTo((byte) COMPRESSED_TEXT);
            byte[] payload = agreed.readBytes(head[1]);
            assertThat(((DeflatedMessage.Message) DeflatedMessage.expand(payload, 10_000)).bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(text);
            gateway.sendText(gateway.id(0), "short");
            assertThat(agreed.readBytes(7)).startsWith(0x81, 5);
            gateway.sendText(gateway.id(1), text);
            assertThat(plain.readBytes(4)).startsWith(0x81, 126);
        }
    }

    @Test
    void aMessageThatExpandsBeyondTheLimitClosesWith1009() {
        try (GatewayFixture gateway = start();
                RawClient client = connect(gateway)) {
            client.frame(COMPRESSED_TEXT, compressed("0".repeat(100_001)));
            assertClosed(client, 1009);
            Await.until("it is counted", () -> gateway.get("/metrics").body().contains("limit=\"max-message\"} 1.0"));
            assertThat(gateway.functions.messages()).isEmpty();
        }
    }

    @Test
    void aMessageThatIsNotDeflatedClosesWith1002() {
        try (GatewayFixture gateway = start();
                RawClient client = connect(gateway)) {
            client.frame(COMPRESSED_TEXT, new byte[] {(byte) 0xFF, 1, 2, 3});
            assertClosed(client, 1002);
        }
    }

    @Test
    void theCompressionBitInAWrongPlaceClosesWith1002() {
        for (int firstByte : new int[] {0xC9, 0xCA, 0xC8, 0xA8, 0x98, 0xA1, 0x91, 0xE1}) {
            try (GatewayFixture gateway = start();
                    RawClient client = connect(gateway)) {
                client.frame(firstByte, new byte[0]);
                assertClosed(client, 1002);
            }
        }
    }

    @Test
    void theCompressionBitOnALaterFragmentClosesWith1002() {
        try (GatewayFixture gateway = start();
                RawClient client = connect(gateway)) {
            client.frame(0x41, compressed("x".repeat(300))).frame(0xC0, new byte[1]);
            assertClosed(client, 1002);
        }
    }

    /** "Hello" from RFC 7692 §7.2.3, and messages of several streams. */
    @Test
    void aFinalBlockEndsTheStreamButNotTheMessage() {
        try (GatewayFixture gateway = start();
                RawClient client = connect(gateway)) {
            byte[] hello = bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);
            byte[] last = bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00);
            byte[] lastAndHello =
                    bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);
            byte[] stored = bytes(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00);
            client.frame(COMPRESSED_TEXT, hello)
                    .frame(COMPRESSED_TEXT, last)
                    .frame(COMPRESSED_TEXT, lastAndHello)
                    .frame(COMPRESSED_TEXT, stored)
                    .frame(COMPRESSED_TEXT, bytes(0x00))
                    .frame(COMPRESSED_TEXT, new byte[0])
                    .frame(COMPRESSED_TEXT, bytes(0x03, 0x00));
            Await.until("messages", () -> gateway.functions.messages().size() == 7);
            assertThat(gateway.functions.messages().stream()
                            .map(event -> event.path("websocket").path("data").textValue()))
                    .containsExactly("Hello", "Hello", "HelloHello", "Hello", "", "", "");
        }
    }

    @Test
    void aMessageThatEndsWithinABlockClosesWith1002() {
        byte[] whole = compressed("all of it, all of it".repeat(20));
        byte[][] cut = {
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, whole.length / 2),
            Arrays.copyOf(whole, 1),
            bytes(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65),
            bytes(0x00, 0x05),
            bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0xff, 0xff)
        };
        try (GatewayFixture gateway = start()) {
            for (byte[] part : cut) {
                try (RawClient client = connect(gateway)) {
                    client.frame(COMPRESSED_TEXT, part);
                    assertClosed(client, 1002);
                }
            }
            assertThat(gateway.functions.messages()).isEmpty();
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void withoutTheOptionTheOfferIsDeclinedAndTheCompressionBitRefused() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw().handshake(PATH, OFFER)) {
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
            client.frame(COMPRESSED_TEXT, compressed("x".repeat(300)));
            assertClosed(client, 1002);
        }
    }
}
