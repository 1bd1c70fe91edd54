package scf.websocket.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.DataType;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.tail.TailPosition;

class BusCodecTest {
    private static final NodeId SENDER = new NodeId(-2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
    void framesOfAnyLengthArriveUnchanged(int length) {
        OutboundFrame frame = OutboundFrame.binary(new byte[length]);
        BusMessage.Request decoded = (BusMessage.Request)
                roundTrip(new BusMessage.Request(7, SENDER, "api-x", new PushOrder.Send(frame), List.of("a", "b")));
        assertThat(decoded.connectionIds()).containsExactly("a", "b");
        assertThat(decoded.sender()).isEqualTo(SENDER);
        OutboundFrame sent = ((PushOrder.Send) decoded.order()).frame();
        assertThat(sent.encoded()).isEqualTo(frame.encoded());
        assertThat(sent.payloadBytes()).isEqualTo(length);
    }

    @Test
    void otherMessagesArriveUnchanged() {
        for (BusMessage message : List.of(
                new BusMessage.Request(1, SENDER, "api-x", new PushOrder.Close(4999, "é"), List.of("x")),
                new BusMessage.Request(Long.MIN_VALUE, SENDER, "api-x", new PushOrder.Probe(), List.of()),
                new BusMessage.Request(2, SENDER, "api-x", new PushOrder.Join(List.of("é", "*x")), List.of("x")),
                new BusMessage.Request(3, SENDER, "api-x", new PushOrder.Leave(List.of("room")), List.of("x")),
                new BusMessage.Request(
                        4,
                        SENDER,
                        "api-x",
                        new PushOrder.OrderedJoin(
                                "é", new TailPosition("E", 1L << 40, DataType.TEXT), new PushOrder.Close(4999, "é")),
                        List.of("x")),
                new BusMessage.Answer(-1, List.of(DeliveryOutcome.values())),
                new BusMessage.Question(5, SENDER, "é"),
                new BusMessage.Report(-5, "x".repeat(NodeQuestions.MAX_REPORT_BYTES)),
                new BusMessage.Report(6, ""),
                new BusMessage.Beat())) {
            assertThat(roundTrip(message)).isEqualTo(message);
        }
    }

    @Test
    void aReportThatIsTooLongOrNotUtf8IsDropped() {
        byte[] longest = BusCodec.encode(new BusMessage.Report(7, "x".repeat(NodeQuestions.MAX_REPORT_BYTES)));
        assertThat(BusCodec.decode(Arrays.copyOf(longest, longest.length + 1))).isEmpty();
        longest[longest.length - 1] = (byte) 0xFF;
        assertThat(BusCodec.decode(longest)).isEmpty();
    }

    /** Version 0.1 passes on code 1010 and unpaired surrogates. */
    @Test
    void aCloseFromAnotherVersionIsReducedToAValidCodeAndReason() throws IOException {
        assertThat(close(1010, "a\uD83Db")).isEqualTo(new PushOrder.Close(1000, "a\uFFFDb"));
        assertThat(close(1014, "")).isEqualTo(new PushOrder.Close(1014, ""));
        assertThat(close(65_535, "\uD83D".repeat(123))).isEqualTo(new PushOrder.Close(1000, "\uFFFD".repeat(41)));
        assertThat(close(4000, "x" + "é".repeat(100))).isEqualTo(new PushOrder.Close(4000, "x" + "é".repeat(61)));
    }

    @Test
    void aCloseWithADamagedReasonLosesItsReason() {
        byte[] whole = BusCodec.encode(
                new BusMessage.Request(1, SENDER, "api-x", new PushOrder.Close(4001, "reason"), List.of("id")));
        for (int cut = 1; cut <= 8; cut++) {
            assertThat(order(Arrays.copyOf(whole, whole.length - cut))).isEqualTo(new PushOrder.Close(4001, ""));
        }
        byte[] malformed = whole.clone();
        malformed[whole.length - 1] = (byte) 0xFF;
        assertThat(order(malformed)).isEqualTo(new PushOrder.Close(4001, ""));
    }

    private static PushOrder order(byte[] request) {
        return ((BusMessage.Request) BusCodec.decode(request).orElseThrow()).order();
    }

    private static PushOrder close(int code, String reason) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(
                    BusCodec.encode(new BusMessage.Request(1, SENDER, "api-x", new PushOrder.Probe(), List.of("id"))));
        }
        // The order comes last in a request.
        byte[] request = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
        bytes.reset();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(request);
            out.writeByte(2);
            out.writeShort(code);
            out.writeUTF(reason);
        }
        return order(bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8102c080",
                "8103eda080",
                "8101ff",
                "0101 61",
                "8901",
                "880203e8",
                "810161 62",
                "817e000161",
                "8181610000",
                "c10161"
            })
    void decodesNothingFromAnInvalidFrame(String hex) {
        byte[] frame = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] request = BusCodec.encode(new BusMessage.Request(
                1,
                SENDER,
                "api-x",
                new PushOrder.Send(OutboundFrame.ofEncoded(new byte[] {(byte) 0x81, 0})),
                List.of("id")));
        byte[] forged = Arrays.copyOf(request, request.length - 2 + frame.length);
        System.arraycopy(frame, 0, forged, request.length - 2, frame.length);
        forged[request.length - 3] = (byte) frame.length;
        assertThat(BusCodec.decode(forged)).isEmpty();
    }

    @Test
    void decodesNothingFromATruncatedOrForeignMessage() {
        byte[] whole = BusCodec.encode(new BusMessage.Request(
                1, SENDER, "api-x", new PushOrder.Send(OutboundFrame.text("hello")), List.of("id")));
        for (int length = 0; length < whole.length; length++) {
            assertThat(BusCodec.decode(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        whole[0] = 2;
        assertThat(BusCodec.decode(whole)).as("another version").isEmpty();
        assertThat(BusCodec.decode("hello".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static BusMessage roundTrip(BusMessage message) {
        return BusCodec.decode(BusCodec.encode(message)).orElseThrow();
    }
}
