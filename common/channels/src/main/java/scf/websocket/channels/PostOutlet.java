package scf.websocket.channels;

import java.util.List;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.GroupPush;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.PushReport;
import scf.websocket.push.ReversePush;

/** Posts to the gateway, outside of events. Used for one call; not thread-safe. */
final class PostOutlet implements Outlet {
    private final ReversePush push;
    private final Deadline deadline;
    private boolean isTaken = true;

    PostOutlet(ReversePush push, Deadline deadline) {
        this.push = push;
        this.deadline = deadline;
    }

    @Override
    public void send(String group, Message message) {
        note(push.group(GroupPush.send(group, message, List.of()), deadline));
    }

    @Override
    public void send(String group, NumberedMessage message) {
        note(push.group(GroupPush.sendOrdered(group, message), deadline));
    }

    void close(String group, CloseReason reason) {
        note(push.group(GroupPush.close(group, reason), deadline));
    }

    void close(ConnectionId id, CloseReason reason) {
        note(push.close(id, reason, deadline));
    }

    void leave(String group, ConnectionId id) {
        note(push.group(GroupPush.leave(group, id), deadline));
    }

    void send(ConnectionId id, Message message) {
        note(push.send(List.of(id), message, deadline));
    }

    private void note(PushReport report) {
        isTaken &= report.failed() == 0;
    }

    /** Returns whether the gateway has accepted everything. */
    boolean isTaken() {
        return isTaken;
    }
}
