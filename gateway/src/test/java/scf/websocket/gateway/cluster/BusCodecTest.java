package scf.websocket.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.push.PushOutcome;
import scf.websocket.gateway.session.NodeId;
import scf.websocket.gateway.session.OutboundFrame;

class BusCodecTest {
    private static final NodeId SENDER = new NodeId(-2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
    void aFrameOfAnyLengthArrivesAsItWas(int length) {
        OutboundFrame frame = OutboundFrame.binary(new byte[length]);
        BusMessage.Request arrived = (BusMessage.Request)
                roundTrip(new BusMessage.Request(7, SENDER, "api-x", new PushOrder.Send(frame), List.of("a", "b")));
        assertThat(arrived.connectionIds()).containsExactly("a", "b");
        assertThat(arrived.sender()).isEqualTo(SENDER);
        OutboundFrame sent = ((PushOrder.Send) arrived.order()).frame();
        assertThat(sent.encoded()).isEqualTo(frame.encoded());
        assertThat(sent.payloadBytes()).isEqualTo(length);
    }

    @Test
    void theOtherMessagesArriveAsTheyWere() {
        for (BusMessage message : List.of(
                new BusMessage.Request(1, SENDER, "api-x", new PushOrder.Close(4999, "é"), List.of("x")),
                new BusMessage.Request(Long.MIN_VALUE, SENDER, "api-x", new PushOrder.Probe(), List.of()),
                new BusMessage.Answer(-1, List.of(PushOutcome.values())),
                new BusMessage.Beat())) {
            assertThat(roundTrip(message)).isEqualTo(message);
        }
    }

    @Test
    void whatIsCutOffOrStrangeIsNothing() {
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
