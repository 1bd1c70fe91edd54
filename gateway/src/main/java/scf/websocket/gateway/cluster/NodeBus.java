package scf.websocket.gateway.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;

/** Sends orders to other nodes. Thread-safe; never blocks. */
public interface NodeBus {
    /**
     * Lets another node carry out an order.
     *
     * @param apiId the API of the connections; those of other APIs are gone
     * @return the outcomes in the order of the ids; completes normally, in bounded time. Gone only if the node says so,
     * or if it is certainly dead and another has taken over its connections
     */
    CompletionStage<List<DeliveryOutcome>> push(NodeId node, String apiId, PushOrder order, List<String> connectionIds);
}
