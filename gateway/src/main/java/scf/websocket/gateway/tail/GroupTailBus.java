package scf.websocket.gateway.tail;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.GroupSubscriptions;

/** Carries numbered messages over the bus of the groups. */
public final class GroupTailBus implements TailBus {
    private final GroupSubscriptions subscriptions;
    private volatile Listener listener = new NoListener();

    /** Null on a single node. */
    private volatile @Nullable GroupBus bus;

    public GroupTailBus(GroupSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Call it before the cluster starts. */
    public void connect(GroupBus groups) {
        bus = groups;
        groups.listen(GroupBus.NUMBERED, new GroupBus.Listener() {
            @Override
            public void received(GroupKey group, byte[] message) {
                listener.received(group, message);
            }

            @Override
            public void subscribed(GroupKey group) {
                listener.subscribed(group);
            }

            @Override
            public void lost(GroupKey group) {
                listener.lost(group);
            }
        });
    }

    @Override
    public void listen(Listener all) {
        listener = all;
    }

    @Override
    public void subscribe(GroupKey group) {
        subscriptions.hold(group);
        // A subscription that is already there is not acknowledged again.
        subscriptions.acknowledged(List.of(group)).thenAccept(arrive -> {
            if (arrive) {
                listener.subscribed(group);
            }
        });
    }

    @Override
    public void unsubscribe(GroupKey group) {
        subscriptions.release(group);
    }

    @Override
    public boolean hasOthers() {
        return bus != null;
    }

    @Override
    public CompletionStage<Void> publish(GroupKey group, byte[] message) {
        GroupBus to = bus;
        return to == null ? CompletableFuture.completedStage(null) : to.publish(group, GroupBus.NUMBERED, message);
    }
}
