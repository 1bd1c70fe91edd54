package scf.websocket.gateway.push;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Delivers orders to connections on any node. Thread-safe; never blocks. */
public interface PushDispatcher {
    /**
     * Applies an order to each of the connections. If a caller waits for each result before the next order, a
     * connection gets the orders in that sequence.
     *
     * @param apiId the API of the connections; those of other APIs are gone
     * @param connectionIds without duplicates
     * @return the outcomes in the order of the ids; completes normally, in bounded time
     */
    CompletionStage<List<DeliveryOutcome>> dispatch(String apiId, PushOrder order, List<String> connectionIds);
}
