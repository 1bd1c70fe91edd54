package scf.websocket.gateway.tail;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.group.GroupKey;

/** Carries numbered messages to the other nodes that have a tail of their group: at most once. Thread-safe; never blocks. */
public interface TailBus {
    /** @param listener called on any thread */
    void listen(Listener listener);

    /** Lets messages arrive, also after a loss of the connection, until {@link #unsubscribe}. Once for each tail. */
    void subscribe(GroupKey group);

    void unsubscribe(GroupKey group);

    /** Returns whether there may be other nodes. */
    boolean hasOthers();

    /**
     * Sends a message to the other nodes.
     *
     * @return fails if it is not passed on, or perhaps not
     */
    CompletionStage<Void> publish(GroupKey group, byte[] message);

    /** What happens on the bus. Must not block or throw. */
    interface Listener {
        /** A message of another node has arrived. */
        void received(GroupKey group, byte[] message);

        /** Messages to the group arrive from now on. */
        void subscribed(GroupKey group);

        /** Messages to the group may be missing, until {@link #subscribed} is called again. */
        void lost(GroupKey group);
    }

    /** Ignores everything. */
    final class NoListener implements Listener {
        @Override
        public void received(GroupKey group, byte[] message) {}

        @Override
        public void subscribed(GroupKey group) {}

        @Override
        public void lost(GroupKey group) {}
    }
}
