package scf.websocket.gateway.tail;

import java.util.List;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.MessagesInFlight;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** The tails of a node: each belongs to one of the lanes. Sends messages to the other nodes, too. Thread-safe. */
final class TailNode implements TailBus.Listener {
    private final List<TailLane> lanes;
    private final TailBus bus;
    private final GatewayMetrics metrics;
    private final MessagesInFlight outgoing = new MessagesInFlight();
    private final MessagesInFlight incoming = new MessagesInFlight();

    TailNode(List<TailLane> lanes, TailBus bus, GatewayMetrics metrics) {
        this.lanes = lanes;
        this.bus = bus;
        this.metrics = metrics;
    }

    private TailLane lane(GroupKey group) {
        return lanes.get(Math.floorMod(group.hashCode(), lanes.size()));
    }

    void join(GroupKey group, TailMember member) {
        TailLane lane = lane(group);
        lane.executor().execute(() -> lane.join(group, member));
    }

    void leave(GroupKey group, TailMember member) {
        TailLane lane = lane(group);
        lane.executor().execute(() -> lane.leave(group, member));
    }

    /** Delivers a message to the members on this node, and sends it to the others. */
    void send(GroupKey group, TailMessage message) {
        TailLane lane = lane(group);
        lane.executor().execute(() -> lane.send(group, message));
        if (!bus.hasOthers()) {
            return;
        }
        byte[] encoded =
                TailMessageCodec.encode(message.bytes() > TailRing.MAX_BYTES ? message.withoutData() : message);
        if (!outgoing.begin(encoded.length)) {
            metrics.limitHit(Limit.TAIL_MESSAGES.label());
            lane.executor().execute(() -> lane.publishFailed(group));
            return;
        }
        PortCall.of(() -> bus.publish(group, encoded).thenApply(nothing -> Boolean.TRUE))
                .whenComplete((passed, failure) -> {
                    outgoing.end(encoded.length);
                    if (failure != null) {
                        lane.executor().execute(() -> lane.publishFailed(group));
                    }
                });
    }

    // ---- the bus

    @Override
    public void received(GroupKey group, byte[] message) {
        if (!incoming.begin(message.length)) {
            metrics.limitHit(Limit.TAIL_MESSAGES.label());
            return;
        }
        TailLane lane = lane(group);
        lane.executor().execute(() -> {
            incoming.end(message.length);
            TailMessageCodec.decode(message)
                    .ifPresentOrElse(decoded -> lane.send(group, decoded), () -> metrics.redisUnreadable("message", 1));
        });
    }

    @Override
    public void subscribed(GroupKey group) {
        TailLane lane = lane(group);
        lane.executor().execute(() -> lane.subscribed(group));
    }

    @Override
    public void lost(GroupKey group) {
        TailLane lane = lane(group);
        lane.executor().execute(() -> lane.unsubscribed(group));
    }
}
