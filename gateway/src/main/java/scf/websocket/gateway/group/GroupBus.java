package scf.websocket.gateway.group;

import java.util.concurrent.CompletionStage;

/**
 * Carries messages of groups between nodes: at most once, and those of one sender to one group in order. Thread-safe;
 * never blocks.
 */
public interface GroupBus {
    /** The kind of a message that is a push. */
    int PUSH = 1;

    /** The kind of a message that has a number. */
    int NUMBERED = 2;

    /**
     * Registers the receiver of one kind of message. Call it before the cluster starts.
     *
     * @param kind 1 to 127
     */
    void listen(int kind, Listener listener);

    /**
     * Subscribes this node to a group until {@link #unsubscribe}, also after a loss of the connection. Idempotent.
     * {@code *} needs no subscription.
     *
     * @return true once messages of other nodes arrive; false if they do not arrive now. Completes normally, in bounded
     * time
     */
    CompletionStage<Boolean> subscribe(GroupKey group);

    void unsubscribe(GroupKey group);

    /**
     * Sends a message to the other nodes that are subscribed to the group; for {@code *} to all.
     *
     * @return completes once the message is passed on; fails if it is not, or perhaps not
     */
    CompletionStage<Void> publish(GroupKey group, int kind, byte[] message);

    /** Called on a thread of the bus; must not block or throw. */
    interface Listener {
        /** A message of another node has arrived. */
        void received(GroupKey group, byte[] message);

        /** Messages to the group arrive from now on; also after each {@link #lost} once they do again. */
        default void subscribed(GroupKey group) {}

        /** Messages to the group, which was subscribed, may be missing from now on. */
        default void lost(GroupKey group) {}
    }
}
