package scf.websocket.gateway.push;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Brings an order to connections, wherever they are. Thread-safe; never blocks. */
public interface PushDispatcher {
    /**
     * Hands one order to each of the connections. Orders that one caller gives one after another, each after the answer to the one
     * before, reach a connection in that order.
     *
     * @param apiId the API whose connections can be reached; those of another are gone
     * @param connectionIds without duplicates
     * @return the outcomes in the order of the ids; completes normally and in bounded time
     */
    CompletionStage<List<DeliveryOutcome>> dispatch(String apiId, PushOrder order, List<String> connectionIds);
}
