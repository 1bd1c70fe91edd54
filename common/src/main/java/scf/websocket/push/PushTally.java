package scf.websocket.push;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** Outcomes as they come in from several threads. Thread-safe. */
final class PushTally {
    private int delivered;
    private final List<ConnectionId> gone = new ArrayList<>();
    private @Nullable String failure;
    private boolean tooLarge;

    synchronized void delivered() {
        delivered++;
    }

    synchronized void gone(ConnectionId id) {
        gone.add(id);
    }

    synchronized void failed(String why) {
        if (failure == null) {
            failure = why;
        }
    }

    synchronized void tooLarge(String why) {
        tooLarge = true;
        failed(why);
    }

    synchronized boolean isTooLarge() {
        return tooLarge;
    }

    synchronized void add(PushReport report) {
        delivered += report.delivered();
        gone.addAll(report.gone());
        report.failure().ifPresent(this::failed);
        tooLarge |= report.tooLarge();
    }

    /** Whoever of the recipients has no outcome yet has failed. */
    synchronized PushReport report(int recipients) {
        int failed = recipients - delivered - gone.size();
        String why = failed == 0 ? null : failure == null ? "no answer before the deadline" : failure;
        if (tooLarge && why != null) {
            return PushReport.tooLarge(delivered, gone, failed, why);
        }
        return PushReport.of(delivered, gone, failed, why);
    }
}
