package scf.websocket.gateway.cluster;

import java.util.List;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;

/** What nodes say to each other. */
public sealed interface BusMessage {
    /** Carry this out, and tell the sender. */
    record Request(long correlation, NodeId sender, String apiId, PushOrder order, List<String> connectionIds)
            implements BusMessage {}

    /** It was carried out; the outcomes in the order of the ids. */
    record Answer(long correlation, List<DeliveryOutcome> outcomes) implements BusMessage {}

    /** A node to itself: its subscription works. */
    record Beat() implements BusMessage {}
}
