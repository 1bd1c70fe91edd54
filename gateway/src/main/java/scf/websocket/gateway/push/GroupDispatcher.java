package scf.websocket.gateway.push;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.group.GroupTarget;

/** Delivers orders to groups, whichever nodes their members are on. Thread-safe; never blocks. */
public interface GroupDispatcher {
    /**
     * Applies an order to each recipient. Orders that one caller gives one after the other arrive in this sequence, even
     * if the caller does not wait for their results.
     *
     * @return the counts of this node, without waiting for others; completes normally, in bounded time
     */
    CompletionStage<GroupCounts> dispatch(GroupTarget target, PushOrder.Delivery order);
}
