package scf.websocket.cleanup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.Deadline;
import scf.websocket.push.PushReport;

/** One run of the sweep. Used once; not thread-safe. */
final class Sweep {
    private final HandlerServices services;
    private final ConnectionStore store;
    private final Instant now;
    private final Invocation invocation;
    private final Deadline deadline;
    private long expired;
    private long asked;
    private long gone;
    private long open;
    private boolean unanswered;

    Sweep(HandlerServices services, Clock clock, Invocation invocation) {
        this.services = services;
        this.store = services.store();
        this.now = clock.instant();
        this.invocation = invocation;
        this.deadline = invocation.deadline();
    }

    SweepReply run(SweepAges ages) {
        boolean through = true;
        Optional<Duration> remove = ages.remove();
        if (remove.isPresent()) {
            through = removeOlderThan(now.minus(remove.get()));
        }
        Optional<Duration> ask = ages.ask();
        if (ask.isPresent()) {
            through &= askAboutOlderThan(now.minus(ask.get()));
        }
        invocation.note("expired", expired);
        invocation.note("asked", asked);
        invocation.note("gone", gone);
        invocation.note("open", open);
        return reply(through);
    }

    private boolean removeOlderThan(Instant instant) {
        while (!deadline.isOver()) {
            int removed = store.removeStaleBefore(instant, ConnectionStore.MAX_PAGE);
            expired += removed;
            if (removed < ConnectionStore.MAX_PAGE) {
                return true;
            }
        }
        return false;
    }

    private boolean askAboutOlderThan(Instant instant) {
        ConnectionId after = null;
        while (!deadline.isOver()) {
            List<ConnectionId> page = store.staleBefore(instant, after, ConnectionStore.MAX_PAGE);
            if (page.isEmpty()) {
                return true;
            }
            PushReport report = services.push().probe(page, deadline);
            asked += page.size();
            take(page, report);
            if (report.failed() == page.size()) {
                // The gateway is unreachable or supports no probes; the next page would fail as well.
                return true;
            }
            after = page.get(page.size() - 1);
        }
        return false;
    }

    private void take(List<ConnectionId> page, PushReport report) {
        gone += store.removeAll(report.gone());
        open += report.delivered();
        unanswered |= report.failed() > 0;
        if (report.failed() == 0) {
            // These are open: renew their timestamps, so that a sweep that runs out of time resumes where it stopped.
            Set<ConnectionId> ended = new HashSet<>(report.gone());
            store.touch(page.stream().filter(id -> !ended.contains(id)).collect(Collectors.toList()));
        }
    }

    private SweepReply reply(boolean through) {
        SweepReply reply;
        if (!through) {
            reply = SweepReply.of(ErrorNumber.DEADLINE_REACHED, "the deadline passed before the end of the table");
        } else if (unanswered) {
            reply = SweepReply.of(ErrorNumber.PUSH_FAILED, "the gateway did not say which connections are open");
        } else {
            reply = SweepReply.of(ErrorNumber.OK, ReplyFields.OK);
        }
        reply.setExpired(expired);
        reply.setAsked(asked);
        reply.setGone(gone);
        reply.setOpen(open);
        return reply;
    }
}
