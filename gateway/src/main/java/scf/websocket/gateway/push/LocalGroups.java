package scf.websocket.gateway.push;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.group.GroupTarget;
import scf.websocket.gateway.group.Groups;

/** Pushes to the members of groups on this node. Thread-safe. */
public final class LocalGroups implements GroupDispatcher {
    private final Groups groups;

    public LocalGroups(Groups groups) {
        this.groups = groups;
    }

    @Override
    public CompletionStage<GroupCounts> dispatch(GroupTarget target, PushOrder.Delivery order) {
        return groups.each(target, order);
    }
}
