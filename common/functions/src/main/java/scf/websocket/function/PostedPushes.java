package scf.websocket.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.BroadcastResult;
import scf.websocket.app.ImmediatePush;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.TraceParent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.GroupPush;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;
import scf.websocket.push.ReversePush;

/** The pushes of one event that are posted to the push URL; counts their outcomes. Not thread-safe. */
final class PostedPushes implements ImmediatePush {
    private final HandlerServices services;
    private final ConnectionStore store;
    private final Deadline deadline;
    private final PushQueue queue;
    private long delivered;
    private long gone;
    private long failed;
    private boolean cutShort;
    private @Nullable TraceParent trace;
    private @Nullable String failure;
    private final RefusedMessages refused = new RefusedMessages();

    /** @param queue posted before anything else */
    PostedPushes(HandlerServices services, Deadline deadline, PushQueue queue) {
        this.services = services;
        this.store = services.store();
        this.deadline = deadline;
        this.queue = queue;
    }

    /** Makes all pushes part of the event's trace, if there is one. */
    void traced(@Nullable TraceParent position) {
        trace = position;
    }

    private ReversePush push() {
        ReversePush made = services.push();
        return trace == null ? made : made.traced(trace);
    }

    @Override
    public PushOutcome send(ConnectionId to, Message message) {
        queue.flush();
        PushReport report = push().send(List.of(to), message, deadline);
        count(report);
        refused.sent(Set.of(to), message, report);
        forget(report.gone());
        return outcome(report);
    }

    @Override
    public PushReport send(Collection<ConnectionId> to, Message message) {
        queue.flush();
        Set<ConnectionId> recipients = new LinkedHashSet<>(to);
        if (recipients.isEmpty()) {
            return PushReport.of(0, List.of(), 0, null);
        }
        PushReport report = push().send(new ArrayList<>(recipients), message, deadline);
        count(report);
        refused.sent(recipients, message, report);
        forget(report.gone());
        cutShort |= isCutShort(report);
        return report;
    }

    private boolean isCutShort(PushReport report) {
        return report.failed() > 0 && !report.tooLarge() && deadline.isOver();
    }

    @Override
    public BroadcastResult broadcast(Message message) {
        return broadcastTo(null, message);
    }

    @Override
    public BroadcastResult broadcastExcept(ConnectionId except, Message message) {
        return broadcastTo(except, message);
    }

    private BroadcastResult broadcastTo(@Nullable ConnectionId except, Message message) {
        queue.flush();
        int sent = 0;
        int ended = 0;
        int lost = 0;
        boolean complete = true;
        ConnectionId after = null;
        // Paging keeps memory use independent of the number of connections.
        for (boolean more = true; more; ) {
            if (deadline.isOver()) {
                complete = false;
                break;
            }
            List<ConnectionId> page = store.page(after, ConnectionStore.MAX_PAGE);
            more = page.size() == ConnectionStore.MAX_PAGE;
            List<ConnectionId> recipients = new ArrayList<>(page);
            recipients.remove(except);
            if (!recipients.isEmpty()) {
                PushReport report = push().send(recipients, message, deadline);
                count(report);
                refused.sent(ExtensionFields.EVERYBODY, message, report);
                forget(report.gone());
                sent += report.delivered();
                ended += report.gone().size();
                lost += report.failed();
                if (report.tooLarge()) {
                    return BroadcastResult.tooLarge(sent, ended, lost);
                }
                complete = !isCutShort(report);
            }
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        }
        cutShort |= !complete;
        return BroadcastResult.of(sent, ended, lost, complete);
    }

    @Override
    public PushOutcome close(ConnectionId id, CloseReason reason) {
        queue.flush();
        PushReport report = push().close(id, reason, deadline);
        count(report);
        PushOutcome outcome = outcome(report);
        forgetClosed(id, outcome);
        return outcome;
    }

    /**
     * Closes the sender of a message that is too large to forward. Not counted, because the application did not request
     * it.
     */
    void expel(ConnectionId id, CloseReason reason) {
        queue.flush();
        forgetClosed(id, outcome(push().close(id, reason, deadline)));
    }

    private void forgetClosed(ConnectionId id, PushOutcome outcome) {
        if (outcome != PushOutcome.FAILED && outcome != PushOutcome.UNCERTAIN) {
            // Nothing documents whether a cleanup event follows when the server closes a connection.
            store.remove(id);
        }
    }

    /** Sends a push that concerns a group. */
    void group(GroupPush push) {
        queue.flush();
        PushReport report = push().group(push, deadline);
        count(report);
        push.message().ifPresent(message -> refused.sent(push.group(), message, report));
        forget(report.gone());
    }

    /** Counts a message that is not posted because it is larger than the gateway accepts. */
    void refuse(Object to, int recipients, Message message) {
        PushReport report = PushReport.tooLarge(0, List.of(), recipients, "larger than what the gateway announced");
        count(report);
        refused.sent(to, message, report);
    }

    /** Removes recipients that are gone. Skipped after the deadline: the next push finds them again. */
    private void forget(List<ConnectionId> ended) {
        if (!ended.isEmpty() && !deadline.isOver()) {
            store.removeAll(ended);
        }
    }

    private void count(PushReport report) {
        delivered += report.delivered();
        gone += report.gone().size();
        failed += report.tooLarge() ? 0 : report.failed();
        if (failure == null) {
            failure = report.failure().orElse(null);
        }
    }

    private static PushOutcome outcome(PushReport report) {
        if (report.tooLarge()) {
            return PushOutcome.TOO_LARGE;
        }
        if (report.failed() > 0) {
            return report.uncertain() > 0 ? PushOutcome.UNCERTAIN : PushOutcome.FAILED;
        }
        return report.gone().isEmpty() ? PushOutcome.DELIVERED : PushOutcome.GONE;
    }

    long delivered() {
        return delivered;
    }

    long gone() {
        return gone;
    }

    long failed() {
        return failed + refused.recipients();
    }

    /** Returns the messages that the gateway refused as too large and that were not replaced. */
    RefusedMessages refused() {
        return refused;
    }

    /** Returns whether the deadline cut a send or a broadcast short. */
    boolean cutShort() {
        return cutShort;
    }

    /** Returns why the first failed push failed. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
