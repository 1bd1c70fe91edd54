package scf.websocket.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.BroadcastResult;
import scf.websocket.app.Hub;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;

/** The hub of one event; counts the outcomes of its pushes. Not thread-safe. */
final class InvocationHub implements Hub {
    /** Identifies the recipients of a broadcast; never equal to a set of ids. */
    private static final String EVERYBODY = "everybody";

    private final HandlerServices services;
    private final ConnectionStore store;
    private final Deadline deadline;
    private long delivered;
    private long gone;
    private long failed;
    private boolean cutShort;
    private @Nullable String failure;
    private final RefusedMessages refused = new RefusedMessages();

    InvocationHub(HandlerServices services, Deadline deadline) {
        this.services = services;
        this.store = services.store();
        this.deadline = deadline;
    }

    @Override
    public PushOutcome send(ConnectionId to, Message message) {
        PushReport report = services.push().send(List.of(to), message, deadline);
        count(report);
        refused.sent(Set.of(to), message, report);
        forget(report.gone());
        return outcome(report);
    }

    @Override
    public PushReport send(Collection<ConnectionId> to, Message message) {
        Set<ConnectionId> recipients = new LinkedHashSet<>(to);
        if (recipients.isEmpty()) {
            return PushReport.of(0, List.of(), 0, null);
        }
        PushReport report = services.push().send(new ArrayList<>(recipients), message, deadline);
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
                PushReport report = services.push().send(recipients, message, deadline);
                count(report);
                refused.sent(EVERYBODY, message, report);
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
        PushReport report = services.push().close(id, reason, deadline);
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
        forgetClosed(id, outcome(services.push().close(id, reason, deadline)));
    }

    private void forgetClosed(ConnectionId id, PushOutcome outcome) {
        if (outcome != PushOutcome.FAILED && outcome != PushOutcome.UNCERTAIN) {
            // Nothing documents whether a cleanup event follows when the server closes a connection.
            store.remove(id);
        }
    }

    @Override
    public long count() {
        return store.count();
    }

    @Override
    public Duration remaining() {
        return deadline.remaining();
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
