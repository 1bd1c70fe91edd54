package scf.websocket.gateway.push;

import java.util.List;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.MemberAction;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.session.SendOutcome;
import scf.websocket.gateway.tail.TailPosition;

/** What to do with the recipients of a push. Immutable. */
public sealed interface PushOrder {
    /** Whether it adds connections to groups or removes them. */
    default boolean changesMembership() {
        return this instanceof Join || this instanceof OrderedJoin || this instanceof Leave;
    }

    /** Returns what it does, in one word. */
    default String action() {
        if (this instanceof Send) {
            return "send";
        }
        if (this instanceof Close) {
            return "close";
        }
        return this instanceof Probe ? "probe" : this instanceof Leave ? "leave" : "join";
    }

    /** Returns the groups that it adds connections to, or removes them from. */
    default List<String> groups() {
        return List.of();
    }

    /** An order that groups can get, too. */
    sealed interface Delivery extends PushOrder, MemberAction {}

    /** Send a frame. */
    record Send(OutboundFrame frame) implements Delivery {
        @Override
        public SendOutcome apply(LiveConnection connection) {
            SendOutcome outcome = connection.send(frame);
            connection.flush();
            return outcome;
        }
    }

    /**
     * Close the connection.
     *
     * @param code one that {@link CloseCodes#mayBeSent} accepts
     * @param reason for the client, well-formed, at most {@value CloseCodes#MAX_REASON_BYTES} bytes of UTF-8; empty for
     * none
     */
    record Close(int code, String reason) implements Delivery {
        public Close {
            if (!CloseCodes.mayBeSent(code) || !CloseCodes.isReason(reason)) {
                throw new IllegalArgumentException("not what a close frame may say");
            }
        }

        @Override
        public SendOutcome apply(LiveConnection connection) {
            return connection.close(CloseCause.KICK, code, reason) ? SendOutcome.DELIVERED : SendOutcome.GONE;
        }

        /**
         * Creates an order from another node, whose version may have other rules: replaces a code and truncates a
         * reason that must not be sent.
         */
        public static Close ofOtherNode(int code, String reason) {
            return new Close(
                    CloseCodes.mayBeSent(code) ? code : CloseCodes.NORMAL,
                    Utf8.truncate(reason, CloseCodes.MAX_REASON_BYTES));
        }
    }

    /**
     * Make the connection a member of groups of its API.
     *
     * @param groups without duplicates, each as {@link GroupKey#isName} accepts
     */
    record Join(List<String> groups) implements PushOrder {
        public Join {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Make the connection a member of a group that gets numbered messages.
     *
     * @param group as {@link GroupKey#isName} accepts
     * @param position where it begins
     * @param lost what to do if messages are missing that cannot be had any more
     */
    record OrderedJoin(String group, TailPosition position, Delivery lost) implements PushOrder {
        @Override
        public List<String> groups() {
            return List.of(group);
        }
    }

    /**
     * End its membership in groups.
     *
     * @param groups as in {@link Join}
     */
    record Leave(List<String> groups) implements PushOrder {
        public Leave {
            groups = List.copyOf(groups);
        }
    }

    /** Only check whether the connections are open. */
    record Probe() implements PushOrder {}
}
