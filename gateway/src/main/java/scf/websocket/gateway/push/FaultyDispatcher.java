package scf.websocket.gateway.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultKind;
import scf.websocket.gateway.fault.Faults;

/** Another dispatcher, with the faults that somebody injects at the console. Thread-safe. */
public record FaultyDispatcher(PushDispatcher dispatcher, Faults faults) implements PushDispatcher {
    @Override
    public CompletionStage<List<DeliveryOutcome>> dispatch(String apiId, PushOrder order, List<String> connectionIds) {
        if (faults.isEmpty() || order instanceof PushOrder.Probe) {
            return dispatcher.dispatch(apiId, order, connectionIds);
        }
        Map<String, DeliveryOutcome> refused = new HashMap<>();
        List<String> rest = new ArrayList<>(connectionIds);
        rest.removeIf(id -> {
            Fault fault = faults.hitPush(apiId, id);
            if (fault != null) {
                refused.put(id, outcome(fault.kind()));
            }
            return fault != null;
        });
        return dispatcher.dispatch(apiId, order, rest).thenApply(outcomes -> {
            Iterator<DeliveryOutcome> delivered = outcomes.iterator();
            return connectionIds.stream()
                    .map(id -> {
                        DeliveryOutcome outcome = refused.get(id);
                        return outcome == null ? delivered.next() : outcome;
                    })
                    .toList();
        });
    }

    private static DeliveryOutcome outcome(FaultKind kind) {
        return kind == FaultKind.PUSH_410 ? DeliveryOutcome.GONE : DeliveryOutcome.NODE_UNREACHABLE;
    }
}
