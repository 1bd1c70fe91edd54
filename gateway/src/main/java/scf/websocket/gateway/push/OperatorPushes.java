package scf.websocket.gateway.push;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.PushSource;
import scf.websocket.gateway.session.OutboundFrame;

/** Sends what an operator writes at the console, as a push would. Thread-safe. */
public final class OperatorPushes {
    private final PushDispatchers to;
    private final GatewayMetrics metrics;

    public OperatorPushes(PushDispatchers to, GatewayMetrics metrics) {
        this.to = to;
        this.metrics = metrics;
    }

    private PushDelivery delivery(String apiId) {
        return PushDelivery.of(to, apiId, metrics, PushSource.CONSOLE);
    }

    /** Returns how many recipients had each outcome, as in the metrics: one. */
    public CompletionStage<Map<String, Integer>> toConnection(
            String apiId, String connectionId, OutboundFrame message) {
        return delivery(apiId)
                .dispatch(new PushOrder.Send(message), List.of(connectionId))
                .thenApply(outcomes -> Map.of(outcomes.get(0).label(), 1));
    }

    /**
     * Sends to the members of a group on all nodes.
     *
     * @param group as {@link scf.websocket.gateway.group.GroupKey#isName} accepts, or that of everybody
     * @return how many members on this node had each outcome
     */
    public CompletionStage<Map<String, Integer>> toGroup(String apiId, String group, OutboundFrame message) {
        return delivery(apiId)
                .dispatch(new PushRequest.Group(new PushOrder.Send(message), List.of(group), Set.of()))
                .thenApply(counts -> Map.of(
                        DeliveryOutcome.DELIVERED.label(),
                        counts.delivered(),
                        DeliveryOutcome.INTERNAL_ERROR.label(),
                        counts.failed()));
    }
}
