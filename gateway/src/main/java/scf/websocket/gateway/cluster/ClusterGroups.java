package scf.websocket.gateway.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.GroupTarget;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.MessagesInFlight;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.PushSource;
import scf.websocket.gateway.push.GroupDispatcher;
import scf.websocket.gateway.push.PushOrder;

/**
 * Pushes to groups on all nodes: first to the members on this node, then by one message for each group to the nodes that
 * are subscribed to it. Thread-safe.
 */
public final class ClusterGroups implements GroupDispatcher, GroupBus.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterGroups.class);

    private final GroupDispatcher local;
    private final GroupBus bus;
    private final GatewayMetrics metrics;
    private final MessagesInFlight outgoing = new MessagesInFlight();
    private final MessagesInFlight incoming = new MessagesInFlight();

    /** Registers itself as the bus's listener for pushes. */
    public static ClusterGroups of(GroupDispatcher local, GroupBus bus, GatewayMetrics metrics) {
        ClusterGroups groups = new ClusterGroups(local, bus, metrics);
        bus.listen(GroupBus.PUSH, groups);
        return groups;
    }

    private ClusterGroups(GroupDispatcher local, GroupBus bus, GatewayMetrics metrics) {
        this.local = local;
        this.bus = bus;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<GroupCounts> dispatch(GroupTarget target, PushOrder.Delivery order) {
        CompletionStage<GroupCounts> here = local.dispatch(target, order);
        return forward(target, order) ? here : here.thenApply(GroupCounts::notForwarded);
    }

    /** Returns false if a message was certainly not sent. */
    private boolean forward(GroupTarget target, PushOrder.Delivery order) {
        List<String> names = target.isEverybody() ? List.of(ExtensionFields.EVERYBODY) : target.names();
        boolean forwarded = true;
        for (int i = 0; i < names.size(); i++) {
            byte[] message = new GroupPush(names, i, target.except(), order).encode();
            forwarded &= publish(new GroupKey(target.apiId(), names.get(i)), message);
        }
        return forwarded;
    }

    private boolean publish(GroupKey group, byte[] message) {
        if (!outgoing.begin(message.length)) {
            metrics.limitHit(Limit.GROUP_MESSAGES.label());
            metrics.groupPushNotForwarded();
            return false;
        }
        CompletionStage<Void> sent = PortCall.of(
                        () -> bus.publish(group, GroupBus.PUSH, message).thenApply(nothing -> Boolean.TRUE))
                .whenComplete((passed, failure) -> {
                    outgoing.end(message.length);
                    if (failure != null) {
                        metrics.groupPushNotForwarded();
                    }
                })
                .thenAccept(passed -> {});
        return !sent.toCompletableFuture().isCompletedExceptionally();
    }

    @Override
    public void received(GroupKey group, byte[] message) {
        if (!incoming.begin(message.length)) {
            metrics.limitHit(Limit.GROUP_MESSAGES.label());
            return;
        }
        GroupPush push = GroupPush.decode(message).orElse(null);
        if (push == null) {
            incoming.end(message.length);
            metrics.redisUnreadable("message", 1);
            return;
        }
        PortCall.of(() -> local.dispatch(push.target(group.apiId()), push.order()))
                .whenComplete((counts, failure) -> {
                    incoming.end(message.length);
                    if (failure != null) {
                        LOG.error("a push of another node to a group failed", failure);
                    } else {
                        metrics.push(PushSource.NODE, "delivered", counts.delivered());
                        metrics.push(PushSource.NODE, "failed", counts.failed());
                    }
                });
    }
}
