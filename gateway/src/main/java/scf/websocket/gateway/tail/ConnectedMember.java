package scf.websocket.gateway.tail;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.group.MemberAction;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.OutboundFrame;

/** A connection as a member of an ordered group, until it leaves or joins again. */
final class ConnectedMember implements TailRecipient {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedMember.class);

    private final GroupKey group;
    private final LiveConnection connection;
    private final Groups groups;
    private final MemberAction lost;
    private final TailMember member;

    /** Messages that are on their way to the event loop must not follow the answer to a leave. Event loop only. */
    private boolean hasEnded;

    /** @param lost what to do if messages are missing */
    ConnectedMember(
            GroupKey group, LiveConnection connection, Groups groups, TailPosition position, MemberAction lost) {
        this.group = group;
        this.connection = connection;
        this.groups = groups;
        this.lost = lost;
        this.member = new TailMember(this, position.takes(), position.epoch(), position.after());
    }

    TailMember member() {
        return member;
    }

    void end() {
        hasEnded = true;
    }

    @Override
    public Executor eventLoop() {
        return connection.eventLoop();
    }

    @Override
    public void deliver(TailMessage message) {
        OutboundFrame frame = message.frame(member.takes());
        if (!hasEnded && frame != null) {
            connection.send(frame);
            connection.flush();
        }
    }

    @Override
    public void lost() {
        try {
            connection.onEventLoop(() -> {
                if (!hasEnded) {
                    groups.leave(connection, List.of(group.name()));
                    lost.apply(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped, and its connections are closed");
        }
    }
}
