package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.cluster.BusCodec;
import scf.websocket.gateway.cluster.BusMessage;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.testing.Recorded01;

/** During a rolling upgrade, nodes of version 0.1 and of this version exchange messages. */
class BusOf01Test {
    private static final String A = "fcbaea3f0c3825df";
    private static final String B = "5d534449f838e6ff";

    static List<String> recorded() {
        return Recorded01.lines("bus.txt");
    }

    private static byte[] bytes(String line) {
        return HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
    }

    private static BusMessage message(int line) {
        return BusCodec.decode(bytes(recorded().get(line))).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyMessageOf01IsDecodedAndEncodedIdentically(String line) {
        Optional<BusMessage> message = BusCodec.decode(bytes(line));
        assertThat(message).isPresent();
        assertThat(BusCodec.encode(message.get())).isEqualTo(bytes(line));
        String node = line.substring(line.lastIndexOf(':') + 1, line.indexOf(' '));
        assertThat(line).startsWith(new RedisKeys("scf-websocket:").channel(NodeId.parse(node)) + " ");
    }

    @Test
    void theFieldsOfMessagesOf01AreDecoded() {
        BusMessage.Request text = (BusMessage.Request) message(0);
        assertThat(text.sender()).isEqualTo(NodeId.parse(B));
        assertThat(text.apiId()).isEqualTo("api-local");
        assertThat(text.connectionIds()).containsExactly("/LrqPww4Jd/hQGTXmYvnrRJSWrit4kcC");
        assertThat(((PushOrder.Send) text.order()).frame().payloadBytes()).isEqualTo(6);
        assertThat(((BusMessage.Answer) message(1)).outcomes()).containsExactly(DeliveryOutcome.DELIVERED);

        BusMessage.Request probe = (BusMessage.Request) message(4);
        assertThat(probe.order()).isEqualTo(new PushOrder.Probe());
        assertThat(probe.connectionIds()).hasSize(3);
        assertThat(((BusMessage.Answer) message(5)).outcomes())
                .containsExactly(DeliveryOutcome.DELIVERED, DeliveryOutcome.DELIVERED, DeliveryOutcome.GONE);

        assertThat(((PushOrder.Send) ((BusMessage.Request) message(6)).order())
                        .frame()
                        .payloadBytes())
                .isEqualTo(200);
        assertThat(((BusMessage.Request) message(8)).order()).isEqualTo(new PushOrder.Close(4001, "é"));
        assertThat(message(10)).isEqualTo(new BusMessage.Beat());
        assertThat(recorded()).hasSize(11).allMatch(line -> line.contains(A) || line.contains(B));
    }

    @Test
    void theNumbersOfOutcomesMatch01() {
        assertThat(List.of(DeliveryOutcome.values()).subList(0, 8))
                .extracting(outcome -> outcome.code() + " " + outcome)
                .containsExactly(
                        "0 DELIVERED",
                        "1 GONE",
                        "2 SLOW_CONSUMER",
                        "3 MALFORMED_ID",
                        "4 NODE_UNREACHABLE",
                        "5 NODE_TIMEOUT",
                        "6 NODE_BUSY",
                        "7 INTERNAL_ERROR");
    }
}
