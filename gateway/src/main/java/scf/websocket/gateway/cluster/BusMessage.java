package scf.websocket.gateway.cluster;

import java.util.List;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;

/** Messages between nodes. */
public sealed interface BusMessage {
    /** Asks a node to carry out an order and to answer the sender. */
    record Request(long correlation, NodeId sender, String apiId, PushOrder order, List<String> connectionIds)
            implements BusMessage {}

    /** The outcomes of a request, in the order of its ids. */
    record Answer(long correlation, List<DeliveryOutcome> outcomes) implements BusMessage {}

    /** Asks a node for a report to the sender; see {@link NodeQuestions}. */
    record Question(long correlation, NodeId sender, String text) implements BusMessage {}

    /** The answer to a question. */
    record Report(long correlation, String text) implements BusMessage {}

    /** A message of a node to itself, which proves that its subscription works. */
    record Beat() implements BusMessage {}
}
