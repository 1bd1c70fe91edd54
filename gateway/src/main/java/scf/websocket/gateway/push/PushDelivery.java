package scf.websocket.gateway.push;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.group.GroupTarget;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.PushSource;
import scf.websocket.gateway.session.OutboundFrame;

/** Delivers the parsed pushes to one API, wherever they came from, and counts their outcomes. Thread-safe. */
final class PushDelivery {
    private final PushDispatchers to;
    private final String apiId;
    private final GatewayMetrics metrics;
    private final PushSource via;
    private final @Nullable String cause;

    private PushDelivery(
            PushDispatchers to, String apiId, GatewayMetrics metrics, PushSource via, @Nullable String cause) {
        this.to = to;
        this.apiId = apiId;
        this.metrics = metrics;
        this.via = via;
        this.cause = cause;
    }

    /** @param apiId the API of the connections; those of other APIs are gone */
    static PushDelivery of(PushDispatchers to, String apiId, GatewayMetrics metrics, PushSource via) {
        return new PushDelivery(to, apiId, metrics, via, null);
    }

    /**
     * Delivers the pushes of an answer.
     *
     * @param apiId as in {@link #of}
     * @param cause the connection whose event was answered
     */
    static PushDelivery ofAnswer(PushDispatchers to, String apiId, GatewayMetrics metrics, String cause) {
        return new PushDelivery(to, apiId, metrics, PushSource.ANSWER, cause);
    }

    /** Returns what the push URL responds. */
    CompletionStage<HttpAnswer> deliver(PushRequest request) {
        if (request instanceof PushRequest.Single single) {
            return dispatch(single.order(), List.of(single.connectionId()))
                    .thenApply(outcomes -> PushAnswers.single(outcomes.get(0)));
        }
        if (request instanceof PushRequest.Batch batch) {
            return dispatch(batch.order(), batch.connectionIds())
                    .thenApply(outcomes -> PushAnswers.batch(batch, outcomes));
        }
        if (request instanceof PushRequest.Group group) {
            return dispatch(group).thenApply(PushAnswers::group);
        }
        if (request instanceof PushRequest.Numbered numbered) {
            to.tails().send(apiId, numbered.group(), numbered.message());
            metrics.groupPush();
            watched(
                    "send",
                    List.of(),
                    List.of(numbered.group()),
                    numbered.message().either(),
                    Map.of());
            return CompletableFuture.completedFuture(PushAnswers.single(DeliveryOutcome.DELIVERED));
        }
        PushError error = ((PushRequest.Invalid) request).error();
        String outcome = error == PushError.TOO_LARGE ? "too-large" : "invalid";
        metrics.push(via, outcome, 1);
        watched(null, List.of(), List.of(), null, Map.of(outcome, 1));
        return CompletableFuture.completedFuture(error.answer());
    }

    /** Returns the outcomes in the order of the ids. */
    CompletionStage<List<DeliveryOutcome>> dispatch(PushOrder order, List<String> connectionIds) {
        CompletionStage<List<DeliveryOutcome>> outcomes = to.connections().dispatch(apiId, order, connectionIds);
        return order instanceof PushOrder.Probe
                ? outcomes
                : outcomes.thenApply(all -> {
                    count(order, connectionIds, all);
                    return all;
                });
    }

    CompletionStage<GroupCounts> dispatch(PushRequest.Group group) {
        return to.groups()
                .dispatch(GroupTarget.of(apiId, group.groups(), group.except()), group.order())
                .thenApply(counts -> {
                    count(group, counts);
                    return counts;
                });
    }

    private void count(PushRequest.Group group, GroupCounts counts) {
        metrics.groupPush();
        metrics.push(via, DeliveryOutcome.DELIVERED.label(), counts.delivered());
        metrics.push(via, DeliveryOutcome.INTERNAL_ERROR.label(), counts.failed());
        watched(
                group.order().action(),
                List.of(),
                group.groups(),
                message(group.order()),
                Map.of(
                        DeliveryOutcome.DELIVERED.label(), counts.delivered(),
                        DeliveryOutcome.INTERNAL_ERROR.label(), counts.failed()));
    }

    private void count(PushOrder order, List<String> connectionIds, List<DeliveryOutcome> outcomes) {
        Map<String, Integer> counts = new HashMap<>();
        outcomes.forEach(outcome -> counts.merge(outcome.label(), 1, Integer::sum));
        counts.forEach((outcome, count) -> metrics.push(via, outcome, count));
        watched(order.action(), connectionIds, order.groups(), message(order), counts);
    }

    private static @Nullable OutboundFrame message(PushOrder order) {
        return order instanceof PushOrder.Send send ? send.frame() : null;
    }

    private void watched(
            @Nullable String action,
            List<String> connections,
            List<String> groups,
            @Nullable OutboundFrame message,
            Map<String, Integer> outcomes) {
        if (to.watcher().isWatching()) {
            PortCall.run(
                    "a watcher",
                    () -> to.watcher()
                            .pushed(new Pushed(via, cause, apiId, action, connections, groups, message, outcomes)));
        }
    }
}
