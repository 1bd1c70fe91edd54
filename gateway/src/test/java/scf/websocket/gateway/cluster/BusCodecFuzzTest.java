package scf.websocket.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.DataType;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.tail.TailEpoch;
import scf.websocket.gateway.tail.TailPosition;
import scf.websocket.testing.fuzz.Fuzz;

/** Almost valid messages on the bus: each is rejected, or decodes to a message that survives a round trip. */
class BusCodecFuzzTest {
    private static byte[] request(PushOrder order) {
        return BusCodec.encode(new BusMessage.Request(7, new NodeId(-2), "api-x", order, List.of("A+/=_-9", "b")));
    }

    @Test
    void everyMessageIsDecodedOrDropped() {
        assertThat(Fuzz.of("bus-messages")
                        .seeds(
                                request(new PushOrder.Send(OutboundFrame.text("héllo 😀"))),
                                request(new PushOrder.Send(OutboundFrame.binary(new byte[200]))),
                                request(new PushOrder.Close(4001, "é")),
                                request(new PushOrder.Probe()),
                                request(new PushOrder.Join(List.of("room", "é"))),
                                request(new PushOrder.Leave(List.of("room"))),
                                request(new PushOrder.OrderedJoin(
                                        "room",
                                        new TailPosition("E", 7, DataType.BINARY),
                                        new PushOrder.Close(4001, "é"))),
                                BusCodec.encode(new BusMessage.Answer(7, List.of(DeliveryOutcome.values()))),
                                BusCodec.encode(new BusMessage.Question(7, new NodeId(-2), "{\"list\":\"é\"}")),
                                BusCodec.encode(new BusMessage.Report(7, "{\"rows\":[]}")),
                                BusCodec.encode(new BusMessage.Beat()))
                        .run(bytes -> {
                            Optional<BusMessage> message = BusCodec.decode(bytes);
                            return message.map(BusCodecFuzzTest::outcome);
                        }))
                .contains(
                        Optional.empty(),
                        Optional.of("Send"),
                        Optional.of("Close"),
                        Optional.of("Join"),
                        Optional.of("OrderedJoin"),
                        Optional.of("Answer"),
                        Optional.of("Question"),
                        Optional.of("Report"));
    }

    private static byte[] groupMessage(PushOrder.Delivery order) {
        byte[] push = new GroupPush(List.of("a", "é", "*"), 1, Set.of("A+/=_-9"), order).encode();
        return new GroupEnvelope(7, 1, new GroupKey("api-x", "é"), push).encode();
    }

    @Test
    void decodesOrRejectsEveryMessageOfAGroup() {
        assertThat(Fuzz.of("group-messages")
                        .seeds(
                                groupMessage(new PushOrder.Send(OutboundFrame.text("héllo"))),
                                groupMessage(new PushOrder.Close(4001, "é")))
                        .run(bytes -> GroupEnvelope.decode(bytes).map(BusCodecFuzzTest::groupOutcome)))
                .contains(Optional.empty(), Optional.of("Send"), Optional.of("Close"), Optional.of("none"));
    }

    private static String groupOutcome(GroupEnvelope envelope) {
        assertThat(GroupKey.isName(envelope.group().name())).isTrue();
        byte[] written = envelope.encode();
        assertThat(GroupEnvelope.decode(written).orElseThrow().encode()).isEqualTo(written);
        Optional<GroupPush> push = GroupPush.decode(envelope.message());
        push.ifPresent(decoded -> {
            byte[] again = decoded.encode();
            assertThat(GroupPush.decode(again).orElseThrow().encode()).isEqualTo(again);
            assertThat(decoded.groups()).allMatch(GroupKey::isName).hasSizeLessThanOrEqualTo(100);
            assertThat(decoded.target("api-x").names()).isNotEmpty();
        });
        return push.map(decoded -> decoded.order().getClass().getSimpleName()).orElse("none");
    }

    private static String outcome(BusMessage message) {
        byte[] written = BusCodec.encode(message);
        assertThat(BusCodec.encode(BusCodec.decode(written).orElseThrow())).isEqualTo(written);
        if (message instanceof BusMessage.Request request) {
            assertThat(request.connectionIds()).hasSizeLessThanOrEqualTo(1000);
            if (request.order() instanceof PushOrder.Close close) {
                assertThat(CloseCodes.mayBeSent(close.code())).isTrue();
                assertThat(CloseCodes.isReason(close.reason())).isTrue();
            } else if (request.order() instanceof PushOrder.Join join) {
                assertThat(join.groups()).allMatch(GroupKey::isName).doesNotHaveDuplicates();
            } else if (request.order() instanceof PushOrder.OrderedJoin join) {
                assertThat(GroupKey.isName(join.group())).isTrue();
                assertThat(TailEpoch.isValid(join.position().epoch())).isTrue();
                assertThat(join.position().after()).isBetween(0L, Long.MAX_VALUE - 1);
            }
            return request.order().getClass().getSimpleName();
        }
        return message.getClass().getSimpleName();
    }
}
