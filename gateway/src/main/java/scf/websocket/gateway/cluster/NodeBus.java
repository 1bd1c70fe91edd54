package scf.websocket.gateway.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;

/** The way from node to node. Thread-safe; never blocks. */
public interface NodeBus {
    /**
     * Has another node carry out an order.
     *
     * @param apiId the API whose connections can be reached; those of another are gone
     * @return the outcomes in the order of the ids; completes normally and in bounded time. Gone only if the node says so, or if it is
     *     certain that the node is over and another has taken over what it left
     */
    CompletionStage<List<DeliveryOutcome>> push(NodeId node, String apiId, PushOrder order, List<String> connectionIds);
}
