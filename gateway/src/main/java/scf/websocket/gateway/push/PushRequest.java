package scf.websocket.gateway.push;

import java.util.List;
import java.util.Set;
import scf.websocket.gateway.tail.TailMessage;

/** A parsed push. */
sealed interface PushRequest {
    /** Whether it adds connections to groups or removes them. */
    default boolean changesMembership() {
        return false;
    }

    /** The documented form, for one connection. */
    record Single(PushOrder order, String connectionId) implements PushRequest {
        @Override
        public boolean changesMembership() {
            return order.changesMembership();
        }
    }

    /**
     * The extended form.
     *
     * @param connectionIds without the duplicates of the request: each recipient gets one copy
     * @param malformed list elements that cannot be ids, as JSON text
     */
    record Batch(PushOrder order, List<String> connectionIds, List<String> malformed) implements PushRequest {
        @Override
        public boolean changesMembership() {
            return order.changesMembership();
        }
    }

    /**
     * To the members of groups.
     *
     * @param groups without duplicates, each as {@link scf.websocket.gateway.group.GroupKey#isName} accepts
     * @param except ids of connections that are left out
     */
    record Group(PushOrder.Delivery order, List<String> groups, Set<String> except) implements PushRequest {}

    /**
     * A message with a number, to an ordered group.
     *
     * @param group as {@link scf.websocket.gateway.group.GroupKey#isName} accepts
     */
    record Numbered(String group, TailMessage message) implements PushRequest {}

    /** The body was rejected. */
    record Invalid(PushError error) implements PushRequest {}
}
